import { chromium } from 'playwright';
import type { Sending, TruthCase } from './cookie-truth.ts';
import { fence } from './fence.ts';
import { letRequest } from './let-request.ts';
import { type Reply, startTwin } from './twin.ts';
import { within } from './within.ts';

/** What a browser holds after the lines of a case, one entry a cookie, and the Cookie header that it sends next. */
export interface TruthSeen {
  readonly kept: readonly string[];
  readonly sent: string;
}

/** One cookie in words that both readings use. Values are our own: nothing here is secret. */
export const inWords = (cookie: {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly hostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite: string;
  readonly partitioned: boolean;
  readonly life: string;
}): string =>
  [
    shortened(`${cookie.name}=${cookie.value}`),
    `${cookie.hostOnly ? '' : '*.'}${cookie.domain}${cookie.path}`,
    ...(cookie.secure ? ['Secure'] : []),
    ...(cookie.httpOnly ? ['HttpOnly'] : []),
    ...(cookie.sameSite === 'default' ? [] : [cookie.sameSite]),
    ...(cookie.partitioned ? ['Partitioned'] : []),
    cookie.life,
  ].join(' · ');

export const shortened = (text: string): string => text.replaceAll(/x{100,}/g, (run) => `{${run.length} bytes}`);

const DAY_MS = 86_400_000;

/** A line with its placeholders filled in. */
export const filled = (line: string): string =>
  line
    .replaceAll(/\{(\d+) bytes\}/g, (_, count: string) => 'x'.repeat(Number(count)))
    .replaceAll(/\{in (\d+) days\}/g, (_, days: string) => new Date(Date.now() + Number(days) * DAY_MS).toUTCString());

export const HOST = 'app.shop.test';
export const LOGIN = '/account/login';
export const ASK = '/account/page';

/** Runs every case through one Chromium, one after another, each with an empty store. */
export const runTruth = async (cases: readonly TruthCase[], path: string): Promise<readonly TruthSeen[]> => {
  await using twin = await startTwin();
  const browser = await within(
    `launching ${path}`,
    chromium.launch({
      executablePath: path,
      args: [...fence(`MAP * 127.0.0.1:${twin.port}`), `--ignore-certificate-errors-spki-list=${twin.pin}`],
    }),
    30_000,
  );
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    const ask = (url: string, reply: Reply): ReturnType<typeof letRequest> =>
      letRequest(twin, { reply, make: (query) => page.goto(`${url}?${query}`) });

    const send = async ({ line, from = {} }: Sending): Promise<void> => {
      const url = `${from.scheme ?? 'https'}://${from.host ?? HOST}${LOGIN}`;
      if (from.byScript === true) {
        await ask(url, { html: '' });
        await page.evaluate((written) => void (document.cookie = written), filled(line));
      } else await ask(url, { raw: [['set-cookie', Buffer.from(filled(line), 'utf8').toString('latin1')]] });
    };

    const seen: TruthSeen[] = [];
    for (const one of cases) {
      for (const step of [...(one.before ?? []), one]) await send(step);
      const { cookie } = await ask(`https://${one.from?.host ?? HOST}${ASK}`, {});
      const { cookies } = await cdp.send('Network.getAllCookies');
      await cdp.send('Network.clearBrowserCookies');
      const kept = cookies.map((stored) =>
        inWords({
          ...stored,
          domain: stored.domain.replace(/^\./, ''),
          hostOnly: !stored.domain.startsWith('.'),
          sameSite: stored.sameSite?.toLowerCase() ?? 'default',
          partitioned: stored.partitionKey !== undefined,
          // Seconds were lost on the way here.
          life: stored.session ? 'session' : stored.expires * 1000 - Date.now() > 399.9 * DAY_MS ? 'capped' : 'bounded',
        }),
      );
      seen.push({ kept: kept.sort(), sent: shortened(Buffer.from(cookie, 'latin1').toString('utf8')) });
    }
    return seen;
  } finally {
    await within('closing the browser', browser.close());
  }
};
