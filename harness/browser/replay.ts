import { validateHeaderValue } from 'node:http';
import type { BrowserContext, Page } from 'playwright';
import { type Spot, ask } from './ask.ts';
import { makeControls } from './controls.ts';
import { HarnessError } from '../errors.ts';
import { letRequest } from './let-request.ts';
import type { MomentObservation, SpecimenInput, SpecimenObservation, SpecimenStep } from './observation.ts';
import { overwrite } from './overwrite.ts';
import { rememberValues } from './remembered-values.ts';
import { setStage } from './stage.ts';
import type { Reply, Twin } from './twin.ts';
import { within } from './within.ts';

/** A request's path without its query; relative ones have no place to be replayed at. */
const pathOf = (written: string): string => {
  if (written.startsWith('/')) return written.split(/[?#]/, 1)[0] ?? '/';
  throw new HarnessError('BROWSER', `the path "${written}" of a recorded request does not begin with "/".`);
};

/** A header carries bytes: characters beyond them were UTF-8 on the wire. */
const asHeader = (name: string, line: string): string => {
  const bytes = /[^\0-\xff]/.test(line) ? Buffer.from(line, 'utf8').toString('latin1') : line;
  try {
    validateHeaderValue(name, bytes);
  } catch {
    // The line is not quoted: it holds the value.
    throw new HarnessError('BROWSER', `a recorded ${name} line holds a character that no header can carry.`);
  }
  return bytes;
};

const momentsOf = (steps: readonly SpecimenStep[]): Map<string, SpecimenStep[]> => {
  const moments = new Map<string, SpecimenStep[]>();
  let last: string | undefined;
  for (const step of steps) {
    if (step.moment !== last && moments.has(step.moment)) {
      throw new HarnessError('BROWSER', `the steps of the moment "${step.moment}" are not next to each other.`);
    }
    moments.set(step.moment, [...(moments.get(step.moment) ?? []), step]);
    last = step.moment;
  }
  return moments;
};

/** Replays the recorded lines in a fresh context and asks after each moment. */
export const replay = async (
  input: SpecimenInput,
  { context, twin, browser }: { context: BrowserContext; twin: Twin; browser: string },
): Promise<SpecimenObservation> => {
  const stage = setStage(input.origin);
  const askPath = pathOf(input.askPath);
  const plan = momentsOf(input.steps);
  const controls = makeControls(stage.host);
  const values = rememberValues();
  const moments: Record<string, MomentObservation> = {};

  const goHome = (page: Page, url: string): Promise<unknown> =>
    letRequest(twin, { reply: { html: '' }, make: (query) => page.goto(`${url}?${query}`) });
  const open = async (url: string): Promise<Spot> => {
    const page = await within('opening a page', context.newPage());
    await goHome(page, url);
    return { page, mend: () => goHome(page, url) };
  };
  const [own, foreign] = await Promise.all([open(stage.origin + askPath), open(`${stage.otherSite}/`)]);

  const receive = async (url: string, headers: NonNullable<Reply['headers']>): Promise<void> => {
    const make = (query: string): Promise<unknown> => own.page.goto(`${url}?${query}`);
    const arrival = await letRequest(twin, { reply: { headers }, make, mend: own.mend });
    if (arrival.encrypted === url.startsWith('https:')) return;
    const what = `the browser opens ${stage.host} by https only (HSTS)`;
    throw new HarnessError('BROWSER', `${what}, so cookies of ${input.origin} cannot be replayed.`);
  };

  for (const [moment, steps] of plan) {
    for (const step of steps) {
      values.remember(step);
      await receive(stage.origin + pathOf(step.path), {
        'set-cookie': step.setCookie.map((line) => asHeader('set-cookie', stage.rewrite(line))),
        ...(step.clearSiteData === null ? {} : { 'clear-site-data': asHeader('clear-site-data', step.clearSiteData) }),
      });
    }
    // Anew each time: the target may have cleared every cookie of its site.
    await receive(`${stage.controlOrigin}/`, { 'set-cookie': [...controls.lines] });
    const jar = await within('reading the cookie store', context.cookies());
    const kept = jar.map(({ name }) => name).filter((name) => !controls.owns(name));
    const sites = jar.filter(({ name, domain }) => name === controls.name('site') && domain.startsWith('.'));
    const site = sites.map(({ domain }) => domain.slice(1)).sort((a, b) => a.length - b.length)[0] ?? null;
    const asking = { twin, stage, controls, values, askPath, site, own, foreign };
    const seen = await ask(asking);
    const isLast = moment === [...plan.keys()].at(-1);
    const changedByScript = isLast ? await overwrite(context, asking) : null;
    moments[moment] = { kept: [...new Set(kept)].sort(), ...seen, changedByScript };
  }
  return { browser, origin: stage.origin, moments };
};
