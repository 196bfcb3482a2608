/** The frameworks for which examples are kept, as a reader knows them. */
export const FRAMEWORKS = {
  express: 'Express (express-session)',
  fastify: 'Fastify (@fastify/session)',
  node: 'Node.js',
  django: 'Django',
  rails: 'Rails',
  laravel: 'Laravel',
  php: 'PHP',
  spring: 'Spring',
  docker: 'Docker',
} as const;
export type Framework = keyof typeof FRAMEWORKS;

/** Check code → framework → the lines that mend it. Examples to start from: names and numbers are the reader's. */
export type Remedies = Readonly<Record<string, Readonly<Partial<Record<Framework, readonly string[]>>>>>;
