import { foundParts } from '../found-lines.ts';
import type { TargetRecord } from '../run-record.ts';
import { el, visible, type Content } from './markup.ts';

/** How a target that was known by its URL alone was got into; null where a definition said it. */
export const howItWasFound = (target: TargetRecord): Content => {
  const parts = foundParts(target);
  if (parts.length === 0) return null;
  return el`<details class="found">
    <summary>How the way in and out was found</summary>
    <dl class="facts">
      ${parts.map(
        ([part, found, how]) => el`<div>
          <dt>${part}</dt>
          <dd><code>${visible(found)}</code>${how.map((sentence) => el`<div class="seen">${visible(sentence)}</div>`)}</dd>
        </div>`,
      )}
    </dl>
  </details>`;
};
