import type { TargetRecord } from '../run-record.ts';
import { chaptersOf } from './chapters.ts';
import { checkDetails, type PageOf } from './check.ts';
import { howItWasFound } from './found.ts';
import { el, idOf, visible, type Content } from './markup.ts';
import { policyClauses } from './policy-clauses.ts';
import { summaryBadge, targetSummary } from './summary.ts';
import { limitsTable, timeline } from './timeline.ts';

/** One target: what there is to know at once, then its checks by chapter. */
export const targetSection = (target: TargetRecord, pageOf: PageOf, filter: Content): Content =>
  el`<section class="target" id=${idOf('target', target.name)}>
    <div class="title">${summaryBadge(target)}<h2>${visible(target.name)}</h2></div>
    <p class="about">${visible([target.about, target.origin ?? 'no address'].filter((part) => part !== '').join(' · '))}</p>
    <p class="quiet">${visible(howItWasJudged(target))}</p>
    ${targetSummary(target)} ${policyClauses(target)} ${howItWasFound(target)}
    ${filter}
    ${chaptersOf(target.checks).map(
      (chapter) => el`<section class="chapter">
        <h3>${visible(chapter)}</h3>
        ${chapter === 'expiry' ? limits(target) : null}
        ${target.checks.filter((check) => check.chapter === chapter).map((check) => checkDetails(check, target, pageOf))}
      </section>`,
    )}
  </section>`;

const limits = (target: TargetRecord): Content => [limitsTable(target), timeline(target)];

const LAUNCHED = {
  container: 'started as a container',
  compose: 'started by a compose file',
  process: 'started as a process',
  url: 'running already',
};

const howItWasJudged = ({ launch, used, cost }: TargetRecord): string =>
  [
    launch === null ? 'not started' : LAUNCHED[launch],
    used.engine,
    used.clock === 'none' ? 'time was not moved' : `clock ${used.clock}`,
    used.browser ?? 'no browser',
    ...used.services,
    `${cost.requests} requests`,
    `${cost.signIns} sign-ins`,
    `${cost.boots} boots`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
