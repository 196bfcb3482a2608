import { inWords } from '../../model/duration.ts';
import type { CheckRecord } from '../../model/record.ts';
import { html, visible, type Content } from './markup.ts';
import { stepsOf, type Step } from './sequence-steps.ts';
import { TRUTHS } from './verdicts.ts';

/** More would be a wall; the table of exchanges has them all. */
const MOST = 24;
const LANE = 150;
const FIRST = 80;
const ROW = 44;
const TOP = 46;
const RIGHT = 270;

const WORDS: Readonly<Record<string, string>> = {
  holder: 'whoever has a copy',
  stranger: 'a stranger',
  'other site': "another site's page",
};

/** Who sent what, and what came back: for people who think in pictures. Null where it would say nothing. */
export const sequence = (check: CheckRecord): Content => {
  const exchanges = check.exchanges.slice(0, MOST);
  if (exchanges.length < 2) return null;
  const steps = stepsOf(exchanges);
  const senders = [...new Set(exchanges.map(({ by }) => by ?? 'the suite'))];
  const target = FIRST + senders.length * LANE;
  const width = target + RIGHT;
  const height = TOP + steps.length * ROW + 8;
  const lanes = [
    ...senders.map((by, at) => ({ name: WORDS[by] ?? by, x: FIRST + at * LANE })),
    { name: 'target', x: target },
  ];
  const laneOf = (by: string | null) => FIRST + senders.indexOf(by ?? 'the suite') * LANE;
  const title = `${exchanges.length} exchanges between ${lanes.map(({ name }) => name).join(', ')}; the same are in the table below`;
  return html`<figure class="wide" tabindex="0" role="group" aria-label="Sequence of exchanges">
    <svg
      class="sequence"
      role="img"
      aria-label=${title}
      width=${width}
      height=${height}
      viewBox=${`0 0 ${width} ${height}`}
    >
      ${lanes.map(
        ({ name, x }) =>
          html`<g>
            <text class="lane" x=${x} y="18" text-anchor="middle">${clip(name, 22)}</text>
            <line class="life" x1=${x} y1="26" x2=${x} y2=${height} />
          </g>`,
      )}
      ${steps.map((step, at) => row(step, TOP + at * ROW, { check, laneOf, target, width }))}
    </svg>
    <figcaption>
      The same letter is the same
      value.${check.exchanges.length > MOST ? ` The first ${MOST} of ${check.exchanges.length} exchanges.` : ''}
    </figcaption>
  </figure>`;
};

interface Place {
  readonly check: CheckRecord;
  readonly laneOf: (by: string | null) => number;
  readonly target: number;
  readonly width: number;
}

const row = (step: Step, y: number, { check, laneOf, target, width }: Place): Content => {
  if (step.kind === 'passed')
    return html`<g>
      <line class="gap" x1="8" y1=${y + 12} x2=${width - 8} y2=${y + 12} />
      <text class="passed" x="14" y=${y + 8}>${inWords(step.ms)} pass</text>
    </g>`;
  const { exchange, shows, gets } = step;
  const from = laneOf(exchange.by);
  const against = check.statements.find(
    ({ holds, role, exchanges }) => role !== 'note' && holds !== 'yes' && exchanges.includes(exchange.n),
  );
  const asked = `${exchange.n} ${exchange.method} ${exchange.path}`;
  const sent = shows.length === 0 ? '' : `with ${shows.join(', ')}`;
  const answered = [
    exchange.status === 0 ? 'no answer' : String(exchange.status),
    ...gets.map((what) => (what.startsWith('no ') ? `takes ${what.slice(3)} away` : `sets ${what}`)),
  ];
  const room = Math.floor((target - from - 16) / 6.7);
  return html`<g class=${against === undefined ? 'step' : 'step against'}>
    <text class="asked" x=${from + 8} y=${y + 6}>${clip(asked, room)}</text>
    <line class="arrow" x1=${from} y1=${y + 12} x2=${target - 1} y2=${y + 12} />
    <path class="head" d=${`M${target - 1},${y + 12} l-7,-4 v8 z`} />
    <text class="sent" x=${from + 8} y=${y + 25}>${clip(sent, room)}</text>
    <text class="answered" x=${target + 10} y=${y + 16}>
      ${clip(`${answered.join(', ')}${against === undefined ? '' : ` ${TRUTHS[against.holds][0]}`}`, 38)}
    </text>
  </g>`;
};

const clip = (text: string, longest: number): string => {
  const shown = visible(text);
  return shown.length > longest ? `${shown.slice(0, Math.max(1, longest - 1))}…` : shown;
};
