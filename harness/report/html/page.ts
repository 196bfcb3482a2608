import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { renderToString } from 'preact-render-to-string';
import { plainly } from '../../model/plain.ts';
import type { RunRecord } from '../run-record.ts';
import type { PageOf } from './check.ts';
import { filterForm } from './filter.ts';
import { el, visible } from './markup.ts';
import { allTargets } from './matrix.ts';
import { pageScript } from './page-script.ts';
import { runHeader } from './summary.ts';
import { targetSection } from './target.ts';

const STYLE = readFileSync(path.join(import.meta.dirname, 'report.css'), 'utf8');
const SCRIPT = `(${pageScript.toString()})();`;

const sha256 = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing is loaded, nothing is sent, and nothing runs but the one script that belongs here. */
const POLICY = [
  "default-src 'none'",
  `style-src ${sha256(STYLE)}`,
  `script-src ${sha256(SCRIPT)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const ON_PAPER = el`<p class="printed quiet">
  Of what passes or was not judged the title is printed. Open it before printing to have it whole.
</p>`;

/** The whole report of a run, as one file. Pure. */
export const reportPage = (written: RunRecord, pageOf: PageOf): string => {
  const record = plainly(written);
  const names = record.targets.map(({ name }) => visible(name, 60)).join(', ');
  const several = record.targets.length !== 1;
  const filter = el`<div id="checks" tabindex="-1">${filterForm(record)} ${ON_PAPER}</div>`;
  const page = el`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content=${POLICY} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <title>${`${record.exit === 'green' ? '✓' : '✗'} ${names} · sessionspec`}</title>
      <link rel="icon" href="data:," />
      <style dangerouslySetInnerHTML=${{ __html: STYLE }} />
    </head>
    <body>
      <a class="skip" href="#checks">Skip to the checks</a>
      <header>
        <h1>sessionspec</h1>
        ${runHeader(record)}
      </header>
      <main>
        ${record.targets.length === 0 ? el`<p>Nothing was judged.</p>` : null}
        ${allTargets(record)} ${several ? filter : null}
        ${record.targets.map((target) => targetSection(target, pageOf, several ? null : filter))}
      </main>
      <footer>
        <p>
          Every exchange with all its headers stands in results.json beside this file. Values are masked: within a run the same mask is the same value.
        </p>
      </footer>
      <script dangerouslySetInnerHTML=${{ __html: SCRIPT }} />
    </body>
  </html>`;
  return `<!doctype html>\n${renderToString(page)}\n`;
};
