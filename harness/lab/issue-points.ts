import { HttpClient } from '../http/http-client.ts';
import { cookieHeaderBytes, measured, toldPath } from '../http/measured.ts';
import type { Network } from '../http/network.ts';
import type { Transcript } from '../http/transcript.ts';
import { header, type Exchange } from '../model/exchange.ts';
import type { Masker } from '../model/masking.ts';
import { every, speaksFor, type Truth } from '../model/subject.ts';
import type { TargetDefinition } from '../model/target.ts';
import { entryPath } from '../signin/entry-path.ts';
import { optionsOf, sight } from '../signin/oracle.ts';
import { signIn } from '../signin/sign-in.ts';
import { perform, signOut } from '../signin/sign-out.ts';
import { startPath } from './preflight.ts';
import type { IssuePoint, IssuePoints, Lent, Preflight } from './protocol.ts';

const USES = 20;
const FILLS = 50;
const NO_SUCH_PAGE = '/no-such-page-4f1c';
/** Half an escape: many apps answer 400. */
const UNREADABLE = '/%ff';

interface Doing {
  readonly act: string;
  readonly exchange: Exchange;
}

const report = (
  { shape, issued, https, loopback }: Preflight,
  done: readonly Doing[],
  masker: Masker,
  how: Pick<IssuePoints, 'walked' | 'signedIn' | 'fills'>,
): IssuePoints => {
  const carriers = shape.flat();
  const identifies = (name: string) => carriers.some((part) => part.carrier === 'cookie' && part.name === name);
  const points = done
    .filter(({ exchange }) => exchange.cookies.length > 0)
    .map(({ act, exchange }): IssuePoint => ({
      at: `${act}${exchange.method} ${toldPath(exchange, masker)}`,
      status: exchange.status,
      lines: exchange.cookies.map((line) => ({
        ...measured(line, exchange, masker),
        identifies: identifies(line.name),
      })),
    }));
  const sentBytes = Math.max(0, ...done.map(({ exchange }) => cookieHeaderBytes(exchange)));
  return { ...how, sentBytes, points, issued, carriers, https, loopback };
};

/** Where preflight was sent cookies: no request is made for it. */
export const seenByPreflight = (preflight: Preflight, exchanges: readonly Exchange[], masker: Masker): IssuePoints =>
  report(
    preflight,
    exchanges.map((exchange) => ({ act: '', exchange })),
    masker,
    { walked: false, signedIn: preflight.diagnosis === null ? 'yes' : 'unknown', fills: null },
  );

/** Goes wherever a cookie might be issued, as somebody from the first visit to sign-out, and as somebody who fails. */
export const walkIssuePoints = async (
  definition: TargetDefinition,
  preflight: Preflight,
  { network, transcript, lent }: { network: Network; transcript: Transcript; lent: Lent },
): Promise<IssuePoints> => {
  const recipe = definition.signIn ?? preflight.signIn;
  const { oracle } = preflight;
  if (recipe === null || oracle === null) return seenByPreflight(preflight, [], transcript.masker);
  const account = lent.pair.alice;
  const done: Doing[] = [];
  /** A step that the target does not take is no finding here: what it answered is recorded all the same. */
  const during = async <Result>(act: string, step: () => Promise<Result>): Promise<Result | null> => {
    const from = transcript.exchanges.length;
    const result = await step().catch(() => null);
    done.push(...transcript.exchanges.slice(from).map((exchange) => ({ act: `${act}: `, exchange })));
    return result;
  };
  const client = new HttpClient(network, preflight.tokens);
  const visit = async (path: string) => client.follow(await client.get(path));

  const start = startPath(definition);
  await during('landing', () => visit(start));
  const page = entryPath(recipe);
  if (page !== null) await during('sign-in page', () => visit(page));
  await during('failed sign-in', () =>
    signIn(new HttpClient(network), recipe, { username: 'mallory-0', password: 'no-such-password-0' }),
  );
  const taken = await during('sign-in', () => signIn(client, recipe, account));

  const names = { alice: account.username, bob: lent.pair.bob?.username ?? null };
  const foreign = lent.calibrated ? null : 'foreign-pair';
  const spoke: Truth[] = [];
  const use = async () => {
    const answer = await client.request(oracle.method, oracle.path, optionsOf(oracle));
    spoke.push(speaksFor(sight(answer, oracle, names, foreign), 'alice'));
  };
  for (let count = 0; count < USES; count += 1) await during('use', use);
  const { fill } = definition;
  let fills = fill === undefined ? null : 0;
  for (let count = 0; fill !== undefined && count < FILLS; count += 1) {
    const answer = await during('fill', () => perform(client, fill, preflight.landingPath));
    if (answer !== null && answer.status >= 200 && answer.status < 400) fills = (fills ?? 0) + 1;
  }
  for (const path of [...(definition.publicPaths ?? []), NO_SUCH_PAGE]) {
    await during('public page', () => client.get(path));
  }
  await during('a path that cannot be read', () => client.get(UNREADABLE));
  for (const path of definition.pages ?? []) await during('page', () => visit(path));
  for (const path of definition.passive ?? []) await during('asked by a page', () => client.get(path));
  for (const surface of definition.surfaces ?? []) {
    await during('surface', () => perform(client, surface, preflight.landingPath));
  }
  const { stepUp } = definition;
  if (stepUp !== undefined) await during('step-up', () => stepUp.run(client, account));
  await during('HEAD', () => client.request('HEAD', start));
  await during('use', use);

  const leave = definition.signOut ?? preflight.signOut;
  if (leave !== null) {
    const landing = taken?.landing?.url.pathname ?? preflight.landingPath;
    await during('sign-out', async () => {
      const answer = await signOut(client, leave, account, landing);
      const leads = answer === null ? undefined : header(answer, 'location');
      if (answer !== null && leads !== undefined && URL.parse(leads, answer.url)?.origin === network.origin) {
        await client.follow(answer);
      }
    });
  }
  return report(preflight, done, transcript.masker, { walked: true, signedIn: every(spoke), fills });
};
