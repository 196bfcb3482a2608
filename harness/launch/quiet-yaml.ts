import { LineCounter, parseDocument } from 'yaml';

/** Reads YAML, which may hold passwords: what is wrong with it is told by code and line, and no line of it is quoted. */
export const parseQuietly = (text: string): unknown => {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { merge: true, prettyErrors: false, lineCounter });
  const [fault] = document.errors;
  if (fault !== undefined) {
    throw new Error(`it is no YAML (${fault.code} in line ${String(lineCounter.linePos(fault.pos[0]).line)})`);
  }
  try {
    return document.toJS();
  } catch {
    throw new Error('it is no YAML that can be put together');
  }
};
