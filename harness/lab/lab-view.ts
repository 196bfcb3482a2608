import type { SpecimenStep } from '../browser/observation.ts';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { setCookieText } from '../http/set-cookie.ts';
import type { Transcript } from '../http/transcript.ts';
import { header } from '../model/exchange.ts';
import type { Identifier, PartShape } from '../model/identifier.ts';
import type { Policy, Promised } from '../model/policy.ts';
import type { Sighting } from '../model/subject.ts';
import { notApplicable, notTested } from './check-definition.ts';
import { overTime, type OverTime } from './over-time.ts';
import type { Persona } from './persona.ts';
import * as protocol from './protocol.ts';
import type { BrowserVisit } from './visit.ts';
import type { OwnWorld, TimedWorld, World, Worlds } from './worlds.ts';

export interface Specimen {
  readonly issued: readonly protocol.IssuedLine[];
  /** Every part of the identifier, whatever carries it. */
  readonly carriers: readonly PartShape[];
  readonly https: boolean;
  readonly loopback: boolean;
  readonly browser: protocol.ReplayAnswer;
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
  probe(identifier: Identifier | null): Promise<Sighting>;
  /** Cookie lines of one recorded sign-in, and what a real browser does with them. */
  specimen(): Promise<Specimen>;
  /** What a real browser keeps and sends after each named moment of these clients' lives. No traffic to the target. */
  replay(
    moments: readonly { readonly moment: string; readonly persona: Persona; readonly upTo: number }[],
  ): Promise<protocol.ReplayAnswer>;
  /**
   * What one visit of alice's with a real browser showed: her pages, sign-out by what they offer, and steps back. One visit
   * of a run serves all that ask. Ends the check where the target has no pages, or none of hers was found.
   */
  visitInBrowser(): Promise<BrowserVisit>;
  boot(settings: protocol.BootSettings): Promise<protocol.BootSeen>;
  open(settings: protocol.BootSettings): Promise<OwnWorld>;
  /** Plays a scenario in moved time; one that outlives its limit is played again with every clock moved. */
  overTime<Result>(
    scenario: (world: TimedWorld) => Promise<Result>,
    outlived: (seen: Result) => boolean,
  ): Promise<OverTime<Result>>;
}

/** Whatever a check touches is made then, and not before. */
export const labView = (
  connection: MessageConnection,
  worlds: Worlds,
  known: { readonly facts: protocol.Facts; readonly policy: Policy; readonly transcript: Transcript },
  shared: World,
): Lab => ({
  target: known.facts,
  policy: known.policy,
  promises: known.facts.promises,
  alice: shared.alice,
  bob: shared.bob,
  mallory: shared.mallory,
  probe: shared.probe,
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
  boot: (settings) => connection.sendRequest(protocol.boot, settings),
  open: (settings) => worlds.open(settings),
  overTime: (scenario, outlived) => overTime(worlds, scenario, outlived),
});
