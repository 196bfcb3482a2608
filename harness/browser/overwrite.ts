import type { BrowserContext } from 'playwright';
import type { Asking } from './ask.ts';
import { messageOf } from '../errors.ts';
import { letRequest } from './let-request.ts';
import type { Seen } from './observation.ts';
import { pairsOf, type Pair } from './remembered-values.ts';
import { notSeen, tell, writeCookies } from './views.ts';

/** Has a script assign to every cookie that is kept, and looks which of them the browser then sends otherwise. */
export const overwrite = async (context: BrowserContext, asking: Asking): Promise<Seen> => {
  const { twin, stage, askPath, own } = asking;
  const sent = async (): Promise<Pair[]> => {
    const make = (query: string): Promise<unknown> => own.page.goto(`${stage.origin}${askPath}?${query}`);
    return pairsOf((await letRequest(twin, { reply: {}, make, mend: own.mend })).cookie);
  };
  const valuesOf = (pairs: readonly Pair[], name: string): string =>
    JSON.stringify(pairs.filter(([one]) => one === name));
  try {
    const before = await sent();
    const lines = (await context.cookies()).map(
      ({ name, domain, path, secure }) =>
        `${name}=overwritten; Path=${path}${secure ? '; Secure' : ''}${domain.startsWith('.') ? `; Domain=${domain}` : ''}`,
    );
    await own.page.evaluate(writeCookies, lines);
    const after = await sent();
    const changed = after.filter(([name]) => valuesOf(before, name) !== valuesOf(after, name));
    return tell('changedByScript', changed, { ...asking, secure: stage.secure });
  } catch (error) {
    return notSeen(messageOf(error));
  }
};
