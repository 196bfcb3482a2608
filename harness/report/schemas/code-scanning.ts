/**
 * What GitHub's code scanning asks of a log beyond the standard, or cuts off without a word: its page "SARIF support for
 * code scanning", and the rules GH1001 to GH2012 of Microsoft's multitool.
 */
const text = { type: 'object', required: ['text'], properties: { text: { type: 'string', minLength: 1 } } };
const shortText = { ...text, properties: { text: { type: 'string', minLength: 1, maxLength: 1024 } } };

const rule = {
  type: 'object',
  required: ['id', 'name', 'shortDescription', 'fullDescription', 'help', 'properties'],
  properties: {
    id: { type: 'string', minLength: 1 },
    name: { type: 'string', maxLength: 255 },
    shortDescription: shortText,
    fullDescription: shortText,
    help: text,
    defaultConfiguration: { properties: { level: { enum: ['error', 'warning', 'note'] } } },
    properties: {
      type: 'object',
      required: ['tags'],
      properties: {
        tags: { type: 'array', maxItems: 20, uniqueItems: true, contains: { const: 'security' } },
        precision: { enum: ['very-high', 'high', 'medium', 'low'] },
        'security-severity': { type: 'string', pattern: String.raw`^(?:\d(?:\.\d)?|10(?:\.0)?)$` },
      },
    },
  },
};

const location = {
  type: 'object',
  required: ['physicalLocation'],
  properties: {
    physicalLocation: {
      type: 'object',
      required: ['artifactLocation', 'region'],
      properties: {
        artifactLocation: {
          type: 'object',
          required: ['uri'],
          // Of the repository: neither absolute, nor above its root, nor with a scheme.
          properties: { uri: { type: 'string', pattern: String.raw`^(?!/|\.\.(?:/|$)|[A-Za-z][A-Za-z0-9+.-]*:)` } },
        },
        region: {
          type: 'object',
          required: ['startLine'],
          properties: { startLine: { type: 'integer', minimum: 1 } },
        },
      },
    },
  },
};

const result = {
  type: 'object',
  required: ['ruleId', 'ruleIndex', 'level', 'message', 'locations', 'partialFingerprints'],
  properties: {
    ruleId: { type: 'string', minLength: 1 },
    ruleIndex: { type: 'integer', minimum: 0 },
    level: { enum: ['error', 'warning', 'note'] },
    message: text,
    locations: { type: 'array', minItems: 1, maxItems: 1000, items: location },
    partialFingerprints: {
      type: 'object',
      required: ['primaryLocationLineHash'],
      additionalProperties: { type: 'string' },
    },
  },
};

export const CODE_SCANNING = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['$schema', 'version', 'runs'],
  properties: {
    runs: {
      type: 'array',
      // Several of one tool in one file are refused.
      minItems: 1,
      maxItems: 1,
      items: {
        type: 'object',
        required: ['tool', 'results'],
        properties: {
          tool: {
            type: 'object',
            properties: {
              driver: { type: 'object', required: ['name', 'rules'], properties: { rules: { items: rule } } },
            },
          },
          results: { type: 'array', maxItems: 25_000, items: result },
        },
      },
    },
  },
} as const;
