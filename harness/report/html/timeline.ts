import { inWords } from '../../model/duration.ts';
import { figureInWords, type Figure } from '../../model/measured.ts';
import type { TargetRecord } from '../run-record.ts';
import { el, type Content } from './markup.ts';

interface Limit {
  readonly name: string;
  readonly figure: Figure | null;
  readonly promisedMs: number | null;
  readonly policyMs: number | null;
}

const limitsOf = ({ measured, limits: { promised, policy } }: TargetRecord): readonly Limit[] => [
  { name: 'idle', figure: measured.idleTimeout, promisedMs: promised.idleTimeoutMs, policyMs: policy.idleTimeoutMs },
  { name: 'lifetime', figure: measured.lifetime, promisedMs: promised.lifetimeMs, policyMs: policy.lifetimeMs },
];

const orNone = (ms: number | null, none: string): string => (ms === null ? none : inWords(ms));

/** What was measured, beside what is promised and what the policy allows at most. */
export const limitsTable = (target: TargetRecord): Content =>
  el`<div class="wide" tabindex="0" role="group" aria-label="Measured limits">
    <table class="limits">
      <thead>
        <tr><th scope="col">limit</th><th scope="col">measured</th><th scope="col">promised</th><th scope="col">allowed</th></tr>
      </thead>
      <tbody>
        ${limitsOf(target).map(
          ({ name, figure, promisedMs, policyMs }) => el`<tr>
            <th scope="row">${name}</th>
            <td>${figure === null ? 'not measured' : figureInWords(figure)}</td>
            <td>${orNone(promisedMs, 'nothing')}</td>
            <td>${orNone(policyMs, 'no number')}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

/** The same in a line: what a reader asks first. */
export const measuredInWords = (target: TargetRecord): string => {
  const told = limitsOf(target).map(({ name, figure, promisedMs, policyMs }) => {
    const beside = [
      ...(promisedMs === null ? [] : [`promised ${inWords(promisedMs)}`]),
      ...(policyMs === null ? [] : [`allowed ${inWords(policyMs)}`]),
    ];
    if (figure === null) return null;
    return `${name} ${figureInWords(figure)}${beside.length === 0 ? '' : `, ${beside.join(', ')}`}`;
  });
  const there = told.filter((one) => one !== null);
  return there.length === 0 ? 'no limit of a session' : there.join(' · ');
};

const WIDTH = 680;
const LEFT = 80;
const ROW = 84;
const SCALE = WIDTH - LEFT - 60;

/** The same as a picture: how long a session was alive, and where the marks stand. Null where nothing was measured. */
export const timeline = (target: TargetRecord): Content => {
  const limits = limitsOf(target).filter(({ figure }) => figure !== null);
  if (limits.length === 0) return null;
  const words = limits.map(({ name, figure }) => `${name}: ${figure === null ? '' : figureInWords(figure)}`).join('; ');
  const height = limits.length * ROW + 4;
  return el`<figure class="wide" tabindex="0" aria-label="Timeline of the limits">
    <svg role="img" aria-label=${`How long sessions lived. ${words}`} width=${WIDTH} height=${height} viewBox=${`0 0 ${WIDTH} ${height}`}>
      ${limits.map((limit, at) => limitRow(limit, at * ROW))}
    </svg>
  </figure>`;
};

const limitRow = ({ name, figure, promisedMs, policyMs }: Limit, top: number): Content => {
  if (figure === null) return null;
  const { atLeastMs, atMostMs } = figure;
  const furthest = Math.max(atMostMs ?? atLeastMs, promisedMs ?? 0, policyMs ?? 0) * 1.08;
  const x = (ms: number) => Math.round(LEFT + (ms / furthest) * SCALE);
  const y = top + 34;
  return el`<g>
    <text class="lane" x="4" y=${y + 14}>${name}</text>
    <rect class="alive" x=${LEFT} y=${y} width=${Math.max(2, x(atLeastMs) - LEFT)} height="20" />
    ${
      atMostMs === null
        ? el`<path class="open" d=${`M${x(atLeastMs)},${y}l16,10l-16,10z`} />`
        : el`<rect class="unsure" x=${x(atLeastMs)} y=${y} width=${Math.max(3, x(atMostMs) - x(atLeastMs))} height="20" />`
    }
    <path class="axis" d=${`M${LEFT},${y + 20}h${SCALE + 40}`} />
    ${mark(promisedMs, 'promised', x, y - 18, y - 8)} ${mark(policyMs, 'policy', x, y - 2, y + 36)}
    ${told(`alive ${figureInWords(figure)}`, x(atLeastMs), y + 14)}
  </g>`;
};

/** At the end of a bar that is long enough, where no mark of a shorter limit crosses it. */
const told = (words: string, end: number, y: number): Content =>
  end > LEFT + 320
    ? el`<text x=${end - 8} y=${y} text-anchor="end">${words}</text>`
    : el`<text x=${LEFT + 8} y=${y}>${words}</text>`;

/** A promise stands above the bar, the policy's limit below: they may be the same. */
const mark = (ms: number | null, who: string, x: (ms: number) => number, y: number, labelY: number): Content => {
  if (ms === null) return null;
  const [at, anchor] = [x(ms), x(ms) > WIDTH - 170 ? 'end' : 'start'];
  return el`<g class=${who}>
    <path class="mark" d=${`M${at},${y}v42`} />
    <text x=${at + (anchor === 'end' ? -5 : 5)} y=${labelY} text-anchor=${anchor}>${`${who} ${inWords(ms)}`}</text>
  </g>`;
};
