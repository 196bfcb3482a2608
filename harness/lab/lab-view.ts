import type { DeliveredStores } from '../launch/delivered-stores.ts';
import type { SpecimenStep } from '../browser/observation.ts';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { messageOf } from '../errors.ts';
import { setCookieText } from '../http/set-cookie.ts';
import type { Transcript } from '../http/transcript.ts';
import { header, type Exchange } from '../model/exchange.ts';
import type { Identifier, PartShape } from '../model/identifier.ts';
import type { Policy, Promised } from '../model/policy.ts';
import { Secret } from '../model/secret.ts';
import { missedCanaries } from '../randomness/meaning.ts';
import { fromWire, toWire } from '../signature/index.ts';
import { notApplicable, notTested } from './check-definition.ts';
import { findKey, type KeyFound } from './find-key.ts';
import { overTime, type MaxWait, type OverTime, type Scenario } from './over-time.ts';
import type { Persona } from './persona.ts';
import * as protocol from './protocol.ts';
import { signatureView, type SignatureView } from './signature-view.ts';
import type { BrowserVisit, NoVisit } from './visit.ts';
import type { FaultyWorld, OwnWorld, TimedWorld, World, Worlds } from './worlds.ts';

export interface Specimen {
  readonly issued: readonly protocol.IssuedLine[];
  /** Every part of the identifier, whatever carries it. */
  readonly carriers: readonly PartShape[];
  readonly https: boolean;
  readonly loopback: boolean;
  readonly browser: protocol.ReplayAnswer;
}

/** Something inside the image that may be a secret, and where. */
export interface Candidate {
  readonly secret: Secret;
  readonly where: string;
  readonly suspicious: boolean;
}
export interface ImageSeen extends Omit<protocol.ImageSeen, 'findings'> {
  readonly candidates: readonly Candidate[];
}

/** What a check may use to observe. Members are made on first use: a check that is skipped signs nobody in. */
export interface Lab {
  readonly target: protocol.Facts;
  readonly policy: Policy;
  readonly promises: Promised;
  /** Two ordinary people and an attacker without an account, on the shared deployment. */
  readonly alice: Persona;
  readonly bob: Persona;
  readonly mallory: Persona;
  probe: World['probe'];
  ask: World['ask'];
  present: World['present'];
  signOutRequest: World['signOutRequest'];
  surfaces: World['surfaces'];
  provoke: World['provoke'];
  /** What the app wrote to its output until now, on the shared deployment, and these answers tell of the run's secrets and of this identifier. */
  told(identifier: Identifier, answers: readonly Exchange[], marker: string): Promise<protocol.ToldSeen>;
  /** A forged identifier, correctly signed in the lab; null where the suite did not configure what signs the live one. */
  signAnew(live: Identifier, forged: Identifier): Promise<Identifier | null>;
  /** Shows an identifier in another place than it travels in, alone or beside another in the right place. */
  probeElsewhere: World['probeElsewhere'];
  /** Made-up values with a canary in them, in which what tells their meaning missed it; none when it works. */
  missedCanaries(): readonly string[];
  /** Cookie lines of one recorded sign-in, and what a real browser does with them. */
  specimen(): Promise<Specimen>;
  /** Every place where the target issues a cookie, as far as it was walked; once for all checks. */
  issuePoints(): Promise<protocol.IssuePoints>;
  /** What a real browser keeps and sends after each named moment of these clients' lives. No traffic to the target. */
  replay(
    moments: readonly { readonly moment: string; readonly persona: Persona; readonly upTo: number }[],
  ): Promise<protocol.ReplayAnswer>;
  /**
   * What one visit of alice's with a real browser showed: her pages, sign-out by what they offer, and steps back. One visit
   * of a run serves all that ask. Ends the check where the target has no pages, or none of hers was found.
   */
  visitInBrowser(): Promise<BrowserVisit>;
  /**
   * The cookies that a browser kept while it looked at her pages, and where it looked. Null: none looked. Asked for before
   * anybody acts: the visit needs a pair of people too.
   */
  cookiesInBrowser(): Promise<Pick<BrowserVisit, 'browser' | 'cookies'> | null>;
  /**
   * What her pages asked of other origins while a browser looked at them, or why it could not. Null: there is no browser.
   * Asked for before anybody acts, as above.
   */
  elsewhereInBrowser(): Promise<Pick<BrowserVisit, 'browser' | 'elsewhere'> | NoVisit | null>;
  /** What a real browser with this person's cookies did at another site's page that shows, and links to, an address. */
  fromElsewhere(person: Persona, path: string): Promise<protocol.FromElsewhere>;
  /** What a real browser with this person's cookies did on pages of somebody else's that ask for these, one after the other. */
  forgedElsewhere(person: Persona, asked: Omit<protocol.ForgeryAsked, 'lines'>): Promise<protocol.ForgedElsewhere>;
  /** The key of identifiers of one app, tried offline among what everybody knows and what was found. */
  findKey(identifiers: readonly Identifier[], found?: readonly Candidate[]): KeyFound | null;
  /** What a search of the image found; the values print as nothing. */
  image(): Promise<ImageSeen>;
  /** The stores of the stack that the owner delivers, started by themselves beside a neighbour who tries to come in. */
  delivered(): Promise<DeliveredStores | null>;
  /** Signed identifiers: altered, stripped, signed anew, and the secret behind them. */
  readonly signature: SignatureView;
  /** What some two hundred identifiers show, collected once for all checks; forty of visitors on a target not to be stressed. */
  sample(): Promise<protocol.SampleSeen>;
  boot(settings: protocol.BootSettings): Promise<protocol.BootSeen>;
  open(settings: protocol.BootSettings): Promise<OwnWorld>;
  /** Acts on a deployment whose services can be made to fail, one check at a time. They are whole again afterwards. */
  underFaults<Result>(scenario: (world: FaultyWorld) => Promise<Result>): Promise<Result>;
  /**
   * Plays a scenario in moved time; one that outlives its limit is played again with every clock moved. Where time cannot
   * be moved it really passes, as far as MAX_WAIT allows. `lastsMs`: see Scenario; left out, nobody waits for it.
   */
  overTime<Result>(
    scenario: (world: TimedWorld) => Promise<Result>,
    outlived: (seen: Result) => boolean,
    lastsMs?: Scenario<Result>['lastsMs'],
  ): Promise<OverTime<Result>>;
}

/** Of each cookie the last line: one of another path or domain is another cookie. */
const newestOf = (person: Persona): readonly { readonly path: string; readonly setCookie: string }[] => {
  const newest = new Map(
    person.lines.map((one) => {
      const stated = (wanted: string) => one.line.attributes.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
      const folder = one.path.slice(0, Math.max(1, one.path.lastIndexOf('/')));
      return [JSON.stringify([one.line.name, stated('path') || folder, stated('domain')]), one];
    }),
  );
  return [...newest.values()].map((one) => ({ path: one.path, setCookie: setCookieText(one.line) }));
};

/** Whatever a check touches is made then, and not before. */
export const labView = (
  connection: MessageConnection,
  worlds: Worlds,
  known: {
    readonly facts: protocol.Facts;
    readonly policy: Policy;
    readonly maxWaitMs: MaxWait;
    readonly transcript: Transcript;
  },
  shared: World,
): Lab => ({
  target: known.facts,
  policy: known.policy,
  promises: known.facts.promises,
  alice: shared.alice,
  bob: shared.bob,
  mallory: shared.mallory,
  probe: shared.probe,
  ask: shared.ask,
  present: shared.present,
  signOutRequest: shared.signOutRequest,
  surfaces: shared.surfaces,
  provoke: shared.provoke,
  told: (identifier, answers, marker) =>
    connection.sendRequest(protocol.told, {
      parts: toWire(identifier.parts),
      answers: answers.map(({ responseHeaders, body }) =>
        [...responseHeaders.map(([, text]) => text), body].join('\n'),
      ),
      marker,
    }),
  signature: signatureView(connection, known.transcript, shared.probe),
  async signAnew(live, forged) {
    const given = { live: toWire(live.parts), forged: toWire(forged.parts) };
    const signed = await connection.sendRequest(protocol.signAnew, given);
    return signed === null ? null : fromWire(signed).reduce((identifier, part) => identifier.withPart(part), forged);
  },
  probeElsewhere: shared.probeElsewhere,
  missedCanaries: () => missedCanaries((value) => new Secret(value)),
  async specimen() {
    const { issued, shape, https, loopback } = await connection.sendRequest(protocol.preflight);
    // Without a cookie there is nothing to show to a browser.
    const carriers = shape.flat();
    const cookies = carriers.some(({ carrier }) => carrier === 'cookie');
    const browser = cookies
      ? await connection.sendRequest(protocol.specimen)
      : { observation: null, why: 'no cookie is part of the identifier' };
    return { issued, carriers, https, loopback, browser };
  },
  issuePoints: () => connection.sendRequest(protocol.issuePoints),
  replay(moments) {
    const steps = moments.flatMap(({ moment, persona, upTo }, index): SpecimenStep[] => {
      const from = index === 0 ? 0 : (moments[index - 1]?.upTo ?? 0);
      const lines = persona.lines.slice(from, upTo).map(({ path, line, n }) => {
        const exchange = known.transcript.exchanges.find((one) => one.n === n);
        const clear = exchange === undefined ? undefined : header(exchange, 'clear-site-data');
        return { path, setCookie: [setCookieText(line)], clearSiteData: clear ?? null, moment };
      });
      // A moment without lines is asked about too.
      return lines.length > 0 ? lines : [{ path: '/', setCookie: [], clearSiteData: null, moment }];
    });
    return connection.sendRequest(protocol.replay, steps);
  },
  async visitInBrowser() {
    const visit = await connection.sendRequest(protocol.visitInBrowser);
    if (visit.kind === 'visit') return visit;
    return visit.kind === 'none' ? notApplicable(visit.why) : notTested(visit.why);
  },
  async cookiesInBrowser() {
    const gentle = known.facts.missing.some((one) => one === 'browser' || one === 'disposable');
    const visit = gentle ? null : await connection.sendRequest(protocol.visitInBrowser).catch(() => null);
    return visit?.kind === 'visit' ? { browser: visit.browser, cookies: visit.cookies } : null;
  },
  async elsewhereInBrowser() {
    if (known.facts.missing.includes('browser')) return null;
    const visit = await connection
      .sendRequest(protocol.visitInBrowser)
      .catch((thrown: unknown): NoVisit => ({ kind: 'unseen', why: messageOf(thrown) }));
    if (visit.kind === 'visit') return { browser: visit.browser, elsewhere: visit.elsewhere };
    return visit.others ?? visit;
  },
  fromElsewhere: (person, path) => connection.sendRequest(protocol.fromElsewhere, { path, lines: newestOf(person) }),
  forgedElsewhere: (person, asked) =>
    connection.sendRequest(protocol.forgedElsewhere, { ...asked, lines: newestOf(person) }),
  findKey: (identifiers, found = []) =>
    findKey(
      identifiers,
      found.map(({ secret, where }) => ({ value: secret, from: where })),
      { names: [known.facts.name], variables: known.facts.secret === null ? [] : [known.facts.secret.env] },
    ),
  async image() {
    const { findings, ...seen } = await connection.sendRequest(protocol.image);
    const candidates = findings.map(({ value, ...more }) => ({ ...more, secret: new Secret(value) }));
    for (const { secret, suspicious } of candidates) if (suspicious) known.transcript.masker.know(secret, 'secret');
    return { ...seen, candidates };
  },
  delivered: () => connection.sendRequest(protocol.delivered),
  sample: () => connection.sendRequest(protocol.sample),
  boot: (settings) => connection.sendRequest(protocol.boot, settings),
  open: (settings) => worlds.open(settings),
  underFaults: (scenario) => worlds.underFaults(scenario),
  overTime: (scenario, outlived, lastsMs = Infinity) =>
    overTime(worlds, { scenario, outlived, lastsMs }, known.facts.missing.includes('clock') ? known.maxWaitMs : null),
});
