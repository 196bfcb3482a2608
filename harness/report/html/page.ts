import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { renderToString } from 'preact-render-to-string';
import type { RunRecord, TargetRecord } from '../run-record.ts';
import { chaptersOf } from './chapters.ts';
import { checkDetails, type PageOf } from './check.ts';
import { filterForm } from './filter.ts';
import { html, idOf, visible, type Content } from './markup.ts';
import { matrix } from './matrix.ts';
import { pageScript } from './page-script.ts';
import { runHeader, summaryBadge, targetSummary } from './summary.ts';
import { timeline } from './timeline.ts';

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

/** The whole report of a run, as one file. Pure. */
export const reportPage = (record: RunRecord, pageOf: PageOf): string => {
  const names = record.targets.map(({ name }) => visible(name)).join(', ');
  return `<!doctype html>\n${renderToString(
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content=${POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <meta name="generator" content="sessionspec" />
        <title>${`${record.exit === 'green' ? '✓' : '✗'} ${names} · sessionspec`}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML=${{ __html: STYLE }} />
      </head>
      <body>
        <a class="skip" href="#checks">Skip to the checks</a>
        <header>
          <h1>${record.targets.length === 1 ? names : `sessionspec: ${record.targets.length} targets`}</h1>
          ${runHeader(record)}
        </header>
        <main>
          ${matrix(record)} ${record.targets.map((target) => targetSection(target, record, pageOf))}
          ${record.targets.length === 0 ? html`<p>Nothing was judged.</p>` : null}
        </main>
        <footer>
          <p>
            Every sentence with all exchanges and headers stands in results.json beside this file. Values are masked:
            the same mask is the same value within this run.
          </p>
        </footer>
        <script dangerouslySetInnerHTML=${{ __html: SCRIPT }} />
      </body>
    </html>`,
  )}\n`;
};

const targetSection = (target: TargetRecord, record: RunRecord, pageOf: PageOf): Content => {
  const first = record.targets[0] === target;
  const { used, cost } = target;
  const with_ = [
    target.launch === null
      ? 'not started'
      : target.launch === 'url'
        ? 'running already'
        : `started as a ${target.launch}`,
    used.engine,
    used.clock === 'none' ? 'no clock' : `clock ${used.clock}`,
    used.browser ?? 'no browser',
    ...used.services,
    `${cost.requests} requests`,
    `${cost.signIns} sign-ins`,
    `${cost.boots} boots`,
  ];
  return html`<section class="target" id=${idOf('target', target.name)}>
    <div class="title">
      ${summaryBadge(target)}
      <h2>${visible(target.name)}</h2>
    </div>
    <p class="about">
      ${visible([target.about, target.origin ?? 'no address'].filter((part) => part !== '').join(' · '))}
    </p>
    <p class="quiet">${visible(with_.filter((part) => part !== null).join(' · '))}</p>
    ${targetSummary(target)} ${first ? html`<div id="checks" tabindex="-1">${filterForm(record)}</div>` : null}
    ${chaptersOf(target.checks).map(
      (chapter) =>
        html`<section class="chapter">
          <h3>${visible(chapter)}</h3>
          ${chapter === 'expiry' ? timeline(target) : null}
          ${target.checks.filter((check) => check.chapter === chapter).map((check) => checkDetails(check, target, pageOf))}
        </section>`,
    )}
  </section>`;
};
