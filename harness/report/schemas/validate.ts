import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { validateXML } from 'xmllint-wasm';
import { CODE_SCANNING } from './code-scanning.ts';

// For tests: whether what is written fits the schema of its readers. Null when it does, else what does not.

const read = (file: string): string => readFileSync(path.join(import.meta.dirname, file), 'utf8');

export const recordProblems = (record: unknown): string | null => {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  addFormats.default(ajv);
  const schema = JSON.parse(read('../results.schema.json')) as object;
  return ajv.validate(schema, record) ? null : ajv.errorsText(ajv.errors, { separator: '\n' });
};

// Compiled when first asked for: that takes longer than all that is validated.
let sarif: readonly ValidateFunction[] | null = null;
const compiled = (): readonly ValidateFunction[] => {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  return [JSON.parse(read('sarif-2.1.0.json')) as object, CODE_SCANNING].map((schema) => ajv.compile(schema));
};

/** By the standard, and by what code scanning asks for besides. */
export const sarifProblems = (log: unknown): string | null => {
  sarif ??= compiled();
  const errors = sarif.flatMap((validate) => (validate(log) ? [] : (validate.errors ?? [])));
  return errors.length === 0 ? null : new Ajv2020().errorsText(errors, { separator: '\n' });
};

/** The edition that we have knows no `skipped`; Ant, Jenkins and GitLab know it. */
const junitSchema = (): string =>
  read('junit-ant.xsd')
    .replace(
      '<xs:choice minOccurs="0">',
      `<xs:choice minOccurs="0"><xs:element name="skipped"><xs:complexType><xs:simpleContent><xs:extension base="pre-string">
       <xs:attribute name="message" type="xs:string"/></xs:extension></xs:simpleContent></xs:complexType></xs:element>`,
    )
    .replace('<xs:attribute name="errors" type="xs:int"', '<xs:attribute name="skipped" type="xs:int"/>$&');

export const junitProblems = async (xml: string): Promise<string | null> => {
  const { valid, errors } = await validateXML({
    xml: [{ fileName: 'junit.xml', contents: xml }],
    schema: [{ fileName: 'junit.xsd', contents: junitSchema() }],
  });
  return valid ? null : errors.map(({ message }) => message).join('\n');
};
