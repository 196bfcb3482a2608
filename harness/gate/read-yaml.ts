import * as v from 'valibot';
import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { HarnessError } from '../errors.ts';

/** What a file holds, and on which line each part of it stands. */
export interface ReadYaml<Value> {
  readonly value: Value;
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

const inWords = (issue: v.BaseIssue<unknown>): string => {
  if (issue.type === 'strict_object' && issue.expected === 'never') return 'is not a known entry';
  if (issue.received === 'undefined') return 'is missing';
  const said = issue.message.startsWith('is ') ? issue.message : `should be ${issue.expected ?? 'otherwise'}`;
  return `${said} (seen: ${issue.received})`;
};

/** Reads YAML, or JSON, which is YAML too. Throws DEFINITION with every problem, each with its line. `shown` names the file. */
export const readYaml = <Schema extends v.GenericSchema>(
  text: string,
  shown: string,
  schema: Schema,
): ReadYaml<v.InferOutput<Schema>> => {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const lineAt = (offset: number) => Math.max(1, counter.linePos(offset).line);
  const [broken] = document.errors;
  if (broken !== undefined) {
    throw new HarnessError('DEFINITION', `"${shown}" line ${lineAt(broken.pos[0])} cannot be read: ${broken.message}`);
  }
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return;
      throw new HarnessError(
        'DEFINITION',
        `"${shown}" line ${lineAt(alias.range?.[0] ?? 0)} cannot be read: "*${alias.source}" refers to something that the file does not name: put the words in quotes`,
      );
    },
  });
  const lineOf = (path: readonly PropertyKey[]) => lineAt(offsetOf(document, path));
  const held: unknown = document.toJS() ?? {};
  if (Array.isArray(held)) {
    throw new HarnessError(
      'DEFINITION',
      `"${shown}" line 1 cannot be used: it is a list, and should have entries with names`,
    );
  }
  const result = v.safeParse(schema, held);
  if (result.success) return { value: result.output, lineOf };
  const problems = result.issues.map((issue) => {
    const path = (issue.path ?? []).map(({ key }) => key as PropertyKey);
    return `line ${lineOf(path)}: "${path.map(String).join('.') || 'the file'}" ${inWords(issue)}`;
  });
  throw new HarnessError('DEFINITION', `"${shown}" cannot be used: ${problems.join('; ')}`);
};

/** Where a part begins: its key, or the nearest part around it that is there. */
const offsetOf = (document: Document, path: readonly PropertyKey[]): number => {
  for (let length = path.length; length > 0; length -= 1) {
    const around = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    if (isMap(around)) {
      const pair = around.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key);
      if (pair !== undefined && isNode(pair.key)) return pair.key.range?.[0] ?? 0;
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range != null) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
};
