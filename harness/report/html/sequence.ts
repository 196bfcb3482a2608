import { inWords } from '../../model/duration.ts';
import type { CheckRecord } from '../../model/record.ts';
import { TRUTHS } from '../signs.ts';
import { el, visible, type Content } from './markup.ts';
import { spokeFor, stepsOf, type Exchanged, type Step } from './sequence-steps.ts';
import { senderInWords } from './verdicts.ts';

/** More would be a wall; the table of exchanges has them all. */
const MOST = 24;
const LANE = 128;
const FIRST = 64;
const ROW = 42;
const TOP = 46;
const RIGHT = 250;
/** Of one character, in the font and size of the pictures. */
const CHARACTER = 6.7;

/** People first, then whoever has their identifiers, then those without. */
const LAST_LANES = ['holder', 'other site', 'stranger'];

/** Who sent what, and what came back: for people who think in pictures. Null where there is no story to tell. */
export const sequence = (check: CheckRecord): Content => {
  const exchanges = check.exchanges.slice(0, MOST);
  const senders = [...new Set(exchanges.map(({ by }) => by))].toSorted(
    (a, b) => rank(a) - rank(b) || senderInWords(a).localeCompare(senderInWords(b), 'en'),
  );
  const steps = stepsOf(exchanges);
  const moves =
    senders.length > 1 || exchanges.some(({ method }) => method !== 'GET') || steps.length > exchanges.length;
  if (exchanges.length < 2 || !moves) return null;
  const laneOf = (by: string | null) => FIRST + senders.indexOf(by) * LANE;
  const target = FIRST + senders.length * LANE;
  const [width, height] = [target + RIGHT, TOP + steps.length * ROW + 8];
  const lanes = [...senders.map((by) => ({ name: senderInWords(by), x: laneOf(by) })), { name: 'target', x: target }];
  const label = `${exchanges.length} exchanges between ${lanes.map(({ name }) => name).join(', ')}; the table below has them too`;
  return el`<figure class="wide" tabindex="0" aria-label="Sequence of exchanges">
    <svg role="img" aria-label=${label} width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`}>
      ${lanes.map(
        ({ name, x }) => el`<g>
          <text class="lane" x=${x} y="18" text-anchor="middle">${clip(name, 19)}</text>
          <path class="life" d=${`M${x},26V${height}`} />
        </g>`,
      )}
      ${steps.map((step, at) => row(step, TOP + at * ROW, { check, laneOf, target, width }))}
    </svg>
    <figcaption>${caption(senders.includes('holder'), check.exchanges.length - MOST)}</figcaption>
  </figure>`;
};

const caption = (holder: boolean, more: number): string =>
  [
    'The same letter is the same value.',
    ...(holder ? ['Who holds it shows a copied or made-up identifier, and nothing else.'] : []),
    ...(more > 0 ? [`${more} more exchanges are not drawn.`] : []),
  ].join(' ');

const rank = (by: string | null): number => (by === null ? 9 : 1 + LAST_LANES.indexOf(by));

interface Picture {
  readonly check: CheckRecord;
  readonly laneOf: (by: string | null) => number;
  readonly target: number;
  readonly width: number;
}

const row = (step: Step, y: number, picture: Picture): Content =>
  step.kind === 'exchange'
    ? exchangeRow(step, y, picture)
    : el`<g>
        <path class="gap" d=${`M8,${y + 12}H${picture.width - 8}`} />
        <text class="passed" x="14" y=${y + 8}>${`${inWords(step.ms)} pass`}</text>
      </g>`;

const exchangeRow = ({ exchange, shows, gets }: Exchanged, y: number, { check, laneOf, target }: Picture): Content => {
  const { n, by, method, path, status } = exchange;
  const [from, line] = [laneOf(by), y + 12];
  const against = check.statements.find(
    ({ role, strength, holds, exchanges }) =>
      role !== 'note' && strength !== 'info' && holds !== 'yes' && exchanges.includes(n),
  );
  const who = spokeFor(n, check.statements);
  const answer = `${status === 0 ? 'no answer' : status}${who === null ? '' : ` as to ${who}`}`;
  const answered = [answer, ...gets].join(', ') + (against === undefined ? '' : ` ${TRUTHS[against.holds]}`);
  const room = Math.floor((target - from - 14) / CHARACTER);
  return el`<g class=${against === undefined ? 'step' : 'step against'}>
    <text x=${from + 8} y=${y + 6}>${clip(`${n} ${method} ${path}`, room)}</text>
    <path class="arrow" d=${`M${from},${line}H${target - 1}`} />
    <path class="head" d=${`M${target - 1},${line}l-7,-4v8z`} />
    ${shows.length === 0 ? null : el`<text class="sent" x=${from + 8} y=${y + 25}>${clip(`with ${shows.join(', ')}`, room)}</text>`}
    <text class="answered" x=${target + 10} y=${y + 16}>${clip(answered, Math.floor((RIGHT - 10) / CHARACTER))}</text>
  </g>`;
};

const clip = (text: string, longest: number): string => {
  const shown = visible(text);
  return shown.length > longest ? `${shown.slice(0, Math.max(1, longest - 1))}…` : shown;
};
