import { inWords } from '../../model/duration.ts';
import { figureInWords, type Figure } from '../../model/measured.ts';
import type { TargetRecord } from '../run-record.ts';
import { html, type Content } from './markup.ts';

interface Line {
  readonly name: string;
  readonly figure: Figure | null;
  readonly promisedMs: number | null;
  readonly policyMs: number | null;
}

export const linesOf = ({ measured, limits: { promised, policy } }: TargetRecord): readonly Line[] =>
  [
    { name: 'idle', figure: measured.idleTimeout, promisedMs: promised.idleTimeoutMs, policyMs: policy.idleTimeoutMs },
    { name: 'lifetime', figure: measured.lifetime, promisedMs: promised.lifetimeMs, policyMs: policy.lifetimeMs },
  ].filter(({ figure, promisedMs, policyMs }) => figure !== null || promisedMs !== null || policyMs !== null);

const said = (ms: number | null): string => (ms === null ? 'nothing said' : inWords(ms));

/** What was measured beside what is promised and what the policy allows at most. */
export const limitsTable = (target: TargetRecord): Content => {
  const lines = linesOf(target);
  if (lines.length === 0) return html`<p>No limit was measured, promised, or asked for by the policy.</p>`;
  return html`<div class="wide" tabindex="0" role="region" aria-label="Measured limits">
    <table>
      <thead>
        <tr>
          <th scope="col">limit</th>
          <th scope="col">measured</th>
          <th scope="col">promised</th>
          <th scope="col">policy allows</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          ({ name, figure, promisedMs, policyMs }) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td>${figure === null ? 'not measured' : figureInWords(figure)}</td>
              <td>${said(promisedMs)}</td>
              <td>${policyMs === null ? 'no number' : inWords(policyMs)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
};

const WIDTH = 680;
const LEFT = 80;
const ROW = 84;
const SCALE = WIDTH - LEFT - 60;

/** The same as a picture: how long a session was alive, and where the marks stand. */
export const timeline = (target: TargetRecord): Content => {
  const lines = linesOf(target).filter(({ figure }) => figure !== null);
  if (lines.length === 0) return null;
  const words = lines.map(({ name, figure }) => `${name}: ${figure === null ? '' : figureInWords(figure)}`).join('; ');
  const height = lines.length * ROW + 4;
  return html`<figure class="wide" tabindex="0" role="group" aria-label="Timeline of the limits">
    <svg
      class="timeline"
      role="img"
      aria-label=${`How long sessions lived. ${words}`}
      width=${WIDTH}
      height=${height}
      viewBox=${`0 0 ${WIDTH} ${height}`}
    >
      ${lines.map((line, at) => timelineRow(line, at * ROW))}
    </svg>
  </figure>`;
};

const timelineRow = ({ name, figure, promisedMs, policyMs }: Line, top: number): Content => {
  if (figure === null) return null;
  const endMs = figure.atMostMs ?? figure.atLeastMs;
  // A promise of half an hour is not to vanish beside sessions that live for a month, nor the reverse.
  const furthest = Math.max(endMs, promisedMs ?? 0, policyMs ?? 0) * 1.08;
  const x = (ms: number) => Math.round(LEFT + (ms / furthest) * SCALE);
  const y = top + 34;
  return html`<g>
    <text class="lane" x="4" y=${y + 14}>${name}</text>
    <rect class="alive" x=${LEFT} y=${y} width=${Math.max(2, x(figure.atLeastMs) - LEFT)} height="20" />
    ${
      figure.atMostMs === null
        ? html`<path class="open" d=${`M${x(figure.atLeastMs)},${y} l16,10 l-16,10 z`} />`
        : html`<rect
            class="unsure"
            x=${x(figure.atLeastMs)}
            y=${y}
            width=${Math.max(3, x(figure.atMostMs) - x(figure.atLeastMs))}
            height="20"
          />`
    }
    <line class="axis" x1=${LEFT} y1=${y + 20} x2=${LEFT + SCALE + 40} y2=${y + 20} />
    ${mark(promisedMs, 'promised', x, y, -8)} ${mark(policyMs, 'policy', x, y, 36)}
    <text class="inside" x=${LEFT + 8} y=${y + 14}>alive: ${figureInWords(figure)}</text>
  </g>`;
};

const mark = (ms: number | null, who: string, x: (ms: number) => number, y: number, labelAt: number): Content => {
  if (ms === null) return null;
  const anchor = x(ms) > WIDTH - 160 ? 'end' : 'start';
  return html`<g class=${who}>
    <line class="mark" x1=${x(ms)} y1=${y - (labelAt < 0 ? 18 : 2)} x2=${x(ms)} y2=${y + (labelAt < 0 ? 22 : 40)} />
    <text x=${x(ms) + (anchor === 'end' ? -5 : 5)} y=${y + labelAt} text-anchor=${anchor}>${who} ${inWords(ms)}</text>
  </g>`;
};
