import type { PageSnapshot } from '../../browser/page-snapshot.ts';
import { Halt, type Attempt } from './attempt.ts';
import { whyNoForm } from './diagnose.ts';
import { recognise, told, type EntryForm } from './recognise.ts';
import { commonPaths, consentOn, waysOn, type Way } from './ways.ts';

/** Pages that are looked at for each kind of way; a running target is somebody's. */
const MOST = { strong: 6, fair: 3, weak: 3 };

/** Goes from the start to the page with the form. `basic`: the target asks in the browser's own dialog, and was answered. */
export const seek = async (attempt: Attempt, start: string): Promise<EntryForm | 'basic'> => {
  const { tab, found } = attempt;
  const opened = await tab.goto(start);
  const [away] = tab.recorder.elsewhere;
  if (away !== undefined) throw new Halt({ obstacle: 'elsewhere', seen: away.origin });
  if (opened === null && tab.recorder.lastPage === null)
    throw new Halt({ obstacle: 'nothing-found', seen: `no answer to "${shown(start)}"` });
  found.push(
    `opened ${shown(start)}${tab.url.pathname === start.split(/[?#]/)[0] ? '' : `, which led to ${tab.url.pathname}`}`,
  );
  if (await answersBasic(attempt)) return 'basic';

  const pool: Way[] = [];
  const tried = new Set<string>();
  const left = { ...MOST };
  let foreign: URL | undefined;
  let best: PageSnapshot | null = null;
  let first = await tab.look();
  let page = first;
  for (;;) {
    const form = recognise(page);
    if (form !== null) {
      found.push(`found a form with ${fieldsOf(form)}`);
      return form;
    }
    if (best === null || page.fields.length > best.fields.length || whyNoForm(page) !== null) best = page;
    const { ways, elsewhere } = waysOn(page, (url) => tab.own(url));
    foreign ??= elsewhere[0] ?? tab.recorder.elsewhere[0];
    // What is merely linked on a page further on leads away from signing in.
    pool.push(...ways.filter(({ rank }) => rank !== 'weak' || page === first));
    const way = next(pool, tried, left);
    if (way === null) break;
    const asked = consentOn(page);
    page = (await take(attempt, way)) ?? page;
    // Behind the question is the page that was asked for.
    if (asked !== null && way.href === null && way.name === asked.name && way.on === first.url) first = page;
    if (await answersBasic(attempt)) return 'basic';
  }
  if (foreign !== undefined) throw new Halt({ obstacle: 'elsewhere', seen: foreign.origin });

  for (const path of commonPaths(start)) {
    const answer = await tab.goto(path);
    if (tab.recorder.elsewhere[0] !== undefined)
      throw new Halt({ obstacle: 'elsewhere', seen: tab.recorder.elsewhere[0].origin });
    if (answer === null || answer.status === 404) continue;
    const form = recognise((page = await tab.look()));
    if (form !== null) {
      found.push(`tried ${path}`, `found a form with ${fieldsOf(form)}`);
      return form;
    }
    if (whyNoForm(page) !== null) best = page;
  }
  const why = best === null ? null : whyNoForm(best);
  const fields = best === null || best.fields.length === 0 ? 'no field' : best.fields.map(told).join(', ');
  throw new Halt(
    why ?? {
      obstacle: 'nothing-found',
      seen: `${tried.size + 1} pages and presses, and common paths; seen: ${fields}`,
    },
  );
};

/** A path for a reader: a query may hold what nobody should read. */
const shown = (path: string): string => path.replaceAll(/=[^&#]*/g, '=…');

const fieldsOf = ({ username, password }: EntryForm): string =>
  [username, password].flatMap((field) => (field === null ? [] : [told(field)])).join(' and ');

const next = (pool: Way[], tried: Set<string>, left: { [Rank in Way['rank']]: number }): Way | null => {
  pool.sort((a, b) => b.score - a.score);
  for (const way of pool) {
    const key = way.href ?? `${way.name} on ${way.on}`;
    if (tried.has(key) || left[way.rank] === 0) continue;
    tried.add(key);
    left[way.rank] -= 1;
    return way;
  }
  return null;
};

/** What is shown then; null when it could not be taken. */
const take = async ({ tab, found }: Attempt, way: Way): Promise<PageSnapshot | null> => {
  if (way.href !== null) {
    found.push(`followed “${way.name}”`);
    return (await tab.goto(way.href)) === null ? null : tab.look();
  }
  let page = await tab.look();
  if (page.url !== way.on) {
    await tab.goto(way.on);
    page = await tab.look();
  }
  const control = page.controls.find(
    ({ name, href, enabled }) => name === way.name && enabled && (href === null || way.href === null),
  );
  if (control === undefined) return null;
  found.push(`pressed “${way.name}”`);
  await tab.press(control.ref);
  return tab.look();
};

/** "401, Basic": the name and the password go with every request from then on. */
const answersBasic = async ({ tab, account, password, found }: Attempt): Promise<boolean> => {
  const page = tab.recorder.lastPage;
  if (page?.status !== 401 || !/basic/i.test(page.headers['www-authenticate'] ?? '')) return false;
  await tab.useBasic(account.username, password);
  tab.markCredentials(password);
  found.push('answered its question for a name and a password (HTTP Basic)');
  const answer = await tab.goto(page.url.href);
  if (answer?.status === 401)
    throw new Halt({ obstacle: 'refused', seen: 'status 401 again, to credentials of the Basic scheme' });
  return true;
};
