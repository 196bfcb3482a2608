import type { ElementHandle, Locator, Page } from 'playwright';
import * as scripts from './page-scripts.ts';
import { ASKS_TO_SIGN_OUT, SIGN_OUT, SIGNS_OUT_MORE, YES } from './sign-out-names.ts';

type Control = ElementHandle<Element>;

/** A way to sign out. `known`: it leads where signing out is known to lead, whatever it is called. */
export type Found =
  | { readonly reach: 'direct' | 'menu'; readonly known: boolean; readonly control: Control }
  | { readonly reach: 'none'; readonly known: false; readonly control: null };

const MENU_MS = 500;
const MOST_MENUS = 8;
const DIALOGS = 'dialog[open], [role=dialog], [role=alertdialog]';
/** What says of itself that it opens a menu; whether a press does no more is asked of each. */
const MENUS =
  'summary, [aria-haspopup=true], [aria-haspopup=menu], [aria-expanded=false], [data-toggle=dropdown], [data-bs-toggle=dropdown], [data-bs-toggle=collapse], [data-bs-toggle=offcanvas]';

/** Seen at once, else behind one menu, which is then left open. */
export const findSignOut = async (page: Page, path: string | null): Promise<Found> => {
  const direct = await shown(page, page, path);
  if (direct !== null) return { reach: 'direct', ...direct };
  for (const menu of (await page.locator(MENUS).elementHandles()).slice(0, MOST_MENUS)) {
    const opens = await menu.evaluate(scripts.onlyOpens).catch(() => false);
    if (!opens || !(await menu.evaluate(scripts.canBeSeen).catch(() => false))) continue;
    const opened = await menu.click({ timeout: MENU_MS, noWaitAfter: true }).then(
      () => true,
      () => false,
    );
    if (!opened) continue;
    await named(page, SIGN_OUT)
      .first()
      .waitFor({ state: 'visible', timeout: MENU_MS })
      .catch(() => undefined);
    const behind = await shown(page, page, path);
    if (behind !== null) return { reach: 'menu', ...behind };
    await page.keyboard.press('Escape').catch(() => undefined);
  }
  return { reach: 'none', known: false, control: null };
};

/** What a press on sign-out asked: `dialog` tells whether something that can be seen asks, `control` what says yes. */
export const findQuestion = async (
  page: Page,
  path: string | null,
): Promise<{ readonly dialog: boolean; readonly control: Control | null }> => {
  let dialog = false;
  for (const one of await page.locator(DIALOGS).elementHandles()) {
    const element = one.asElement() as Control | null;
    if (element === null || !(await element.evaluate(scripts.canBeSeen).catch(() => false))) continue;
    dialog = true;
  }
  if (dialog) {
    const asking = page.locator(DIALOGS).filter({ visible: true });
    const found = await shown(page, asking, path);
    if (found !== null) return { dialog, control: found.control };
    for (const handle of await named(asking.filter({ hasText: ASKS_TO_SIGN_OUT }), YES).elementHandles())
      if (await handle.evaluate(scripts.canBeSeen).catch(() => false)) return { dialog, control: handle as Control };
    // What stands behind an open question is not pressed.
    return { dialog, control: null };
  }
  return { dialog, control: (await findSignOut(page, path)).control };
};

const named = (root: Page | Locator, name: RegExp): Locator =>
  root.getByRole('button', { name }).or(root.getByRole('link', { name })).or(root.getByRole('menuitem', { name }));

/** By where it leads, else by what it is called. */
const shown = async (
  page: Page,
  root: Page | Locator,
  path: string | null,
): Promise<{ known: boolean; control: Control } | null> => {
  if (path !== null) {
    const within = root === page ? null : DIALOGS;
    const list = await page.evaluateHandle(scripts.leadingTo, { path, not: SIGNS_OUT_MORE.source, within });
    for (const one of (await list.getProperties()).values()) {
      const control = one.asElement() as Control | null;
      if (control !== null && (await control.evaluate(scripts.canBeSeen).catch(() => false)))
        return { known: true, control };
    }
  }
  for (const handle of await named(root, SIGN_OUT).elementHandles())
    if (await handle.evaluate(scripts.canBeSeen).catch(() => false))
      return { known: false, control: handle as Control };
  return null;
};
