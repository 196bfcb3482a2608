import { MAX_ATTRIBUTE_BYTES, type IssuePoint } from '../../harness/index.ts';
import { attributeOf } from './session-cookies.ts';

const IMF_FIXDATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

export interface Grammar {
  /** Lines that two readers may understand in two ways. */
  readonly contradictions: readonly string[];
  /** Whatever else the grammar does not have. */
  readonly deviations: readonly string[];
}

/** What is wrong with the lines of each answer (RFC 6265bis §4.1.1). */
export const grammarOf = (points: readonly IssuePoint[]): Grammar => {
  const contradictions: string[] = [];
  const deviations: string[] = [];
  for (const { at, lines } of points) {
    for (const { name, attributes, wellFormed } of lines) {
      const where = `${name === '' ? 'a cookie without a name' : name} at "${at}"`;
      const keys = attributes.map(([key]) => key.toLowerCase()).filter((key) => key !== '');
      const twice = [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))];
      if (twice.length > 0) contradictions.push(`${where} says ${twice.join(', ')} twice`);
      if (!wellFormed) deviations.push(`${where} has a name or value that the grammar does not have`);
      for (const [key, value] of attributes) {
        if (Buffer.byteLength(value ?? '') > MAX_ATTRIBUTE_BYTES) deviations.push(`${where}: ${key} is too long`);
        if (/^expires$/i.test(key) && !IMF_FIXDATE.test(value ?? '')) deviations.push(`${where}: ${key} is "${value}"`);
      }
    }
    for (const [name, same] of Map.groupBy(lines, ({ name: one }) => one)) {
      if (same.length === 1) continue;
      const set = same.filter(({ deletes, identifies }) => identifies && !deletes);
      const kinds = new Set(
        set.map((line) => ['secure', 'httponly', 'samesite'].map((key) => String(attributeOf(line, key))).join()),
      );
      const told = `${name} has ${same.length} lines in one answer, at "${at}"`;
      if (kinds.size > 1) contradictions.push(`${told}, protected differently`);
      else deviations.push(told);
    }
  }
  return { contradictions: [...new Set(contradictions)], deviations: [...new Set(deviations)] };
};
