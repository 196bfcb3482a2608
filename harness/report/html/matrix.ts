import type { RunRecord } from '../run-record.ts';
import { chaptersOf } from './chapters.ts';
import { checkId } from './check.ts';
import { html, idOf, visible, type Content } from './markup.ts';
import { VERDICT_SIGNS } from './verdicts.ts';

/** Targets × checks, when several targets were judged. */
export const matrix = ({ targets }: RunRecord): Content => {
  if (targets.length < 2) return null;
  const all = targets.flatMap(({ checks }) => checks);
  return html`<section class="matrix">
    <h2 id="matrix">All targets</h2>
    <div class="wide" tabindex="0" role="region" aria-labelledby="matrix">
      <table>
        <thead>
          <tr>
            <th scope="col">check</th>
            ${targets.map(({ name }) => html`<th scope="col"><a href=${`#${idOf('target', name)}`}>${visible(name)}</a></th>`)}
          </tr>
        </thead>
        ${chaptersOf(all).map(
          (chapter) =>
            html`<tbody>
              <tr>
                <th class="chapter" colspan=${targets.length + 1} scope="rowgroup">${chapter}</th>
              </tr>
              ${[
                ...new Map(
                  all.filter((check) => check.chapter === chapter).map((check) => [check.code, check]),
                ).values(),
              ]
                .toSorted((a, b) => a.code.localeCompare(b.code, 'en'))
                .map(
                  ({ code, title }) =>
                    html`<tr>
                      <th scope="row"><code>${code}</code> ${visible(title)}</th>
                      ${targets.map((target) => {
                        const check = target.checks.find((one) => one.code === code);
                        if (check === undefined) return html`<td></td>`;
                        return html`<td class=${check.verdict}>
                          <a href=${`#${checkId(target, check)}`}
                            ><span class="sign" aria-hidden="true">${VERDICT_SIGNS[check.verdict]}</span>
                            ${check.verdict}</a
                          >
                        </td>`;
                      })}
                    </tr>`,
                )}
            </tbody>`,
        )}
      </table>
    </div>
  </section>`;
};
