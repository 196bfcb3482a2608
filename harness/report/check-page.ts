import path from 'node:path';
import { docsUrl, ROOT } from '../settings.ts';

/** The page of a check, from the root of this repository. */
export const checkPage = (code: string): string => `docs/checks/${code}.md`;

/** Its address where DOCS_URL says under which one `docs/` is published; else null. */
export const checkPageUrl = (code: string): string | null => {
  const base = docsUrl();
  return base === null ? null : `${base}/checks/${code}.md`;
};

/** Where a report in `folder` finds the page: its address, or the way to the file. With `/` between folders. */
export const checkPageFrom = (folder: string, code: string): string =>
  checkPageUrl(code) ??
  path
    .relative(folder, path.join(ROOT, checkPage(code)))
    .split(path.sep)
    .join('/');
