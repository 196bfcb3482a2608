// What is run in a page, in its main world. Each may use nothing of this file.

/** Puts the cursor into a field of the form that has `anchor`. */
export const focusField = ({ anchor, field }: { anchor: string; field: string }): boolean => {
  const form = [...document.forms].find((one) => one.elements.namedItem(anchor) !== null);
  const found = [...(form?.elements ?? [])].find((one) => one.getAttribute('name') === field);
  if (!(found instanceof HTMLInputElement)) return false;
  found.focus();
  found.select();
  return document.activeElement === found;
};

export const submitForm = (anchor: string): void => {
  const form = [...document.forms].find((one) => one.elements.namedItem(anchor) !== null);
  // By its button where it has one, as a person would: scripts may listen to either.
  const button = form?.querySelector<HTMLElement>('button:not([type]), button[type=submit], input[type=submit]');
  if (button === undefined || button === null) form?.requestSubmit();
  else button.click();
};

/** Sends the form that leads to `path`, seen or not. */
export const sendFormTo = (path: string): boolean => {
  const form = [...document.forms].find(
    (one) => URL.parse(one.getAttribute('action') ?? '', document.baseURI)?.pathname === path,
  );
  form?.requestSubmit();
  return form !== undefined;
};

/** What leads to `path`: links there, and what submits a form to it; only `within`, and not what is called like `not`. */
export const leadingTo = (wanted: { path: string; not: string; within: string | null }): Element[] => {
  const { path, not, within } = wanted;
  const leads = (written: string | null): boolean => URL.parse(written ?? '', document.baseURI)?.pathname === path;
  const links = [...document.querySelectorAll('a[href]')].filter((link) => leads(link.getAttribute('href')));
  const forms = [...document.forms].filter((form) => leads(form.getAttribute('action')));
  const submits = forms.flatMap((form) => [
    ...form.querySelectorAll('button:not([type]), button[type=submit], input[type=submit], input[type=image]'),
  ]);
  const refused = new RegExp(not, 'iu');
  const called = (one: Element): string =>
    [one.textContent, ...['aria-label', 'value', 'title', 'alt'].map((name) => one.getAttribute(name))].join(' ');
  return [...links, ...submits].filter(
    (one) => !refused.test(called(one)) && (within === null || one.closest(within) !== null),
  );
};

/** Whether a person could get to see it: not hidden, and not cut off by what it stands in. Scrolling is allowed. */
export const canBeSeen = (element: Element): boolean => {
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const box = element.getBoundingClientRect();
  let { left, right, top, bottom } = box;
  for (let up = element.parentElement; up !== null && up !== document.body; up = up.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(up);
    const around = up.getBoundingClientRect();
    if (/hidden|clip/.test(overflowX)) [left, right] = [Math.max(left, around.left), Math.min(right, around.right)];
    if (/hidden|clip/.test(overflowY)) [top, bottom] = [Math.max(top, around.top), Math.min(bottom, around.bottom)];
  }
  return right - left >= 1 && bottom - top >= 1 && right + scrollX > 0 && bottom + scrollY > 0;
};

/** Whether a click opens something and sends nothing: a button, a summary, or a link that leads nowhere else. */
export const onlyOpens = (element: Element): boolean => {
  if (!element.matches('button, summary, a, [role=button], [role=link], input[type=button]')) return false;
  const link = element.closest('a[href]');
  if (link !== null && !(link.getAttribute('href') ?? '').startsWith('#')) return false;
  const button = element.closest('button, input');
  return button === null || button.getAttribute('type') === 'button' || button.closest('form') === null;
};

/** `state`: every text that history.state holds, however deep. */
export const readPage = (): { text: string; title: string; state: string[]; url: string } => {
  const state: string[] = [];
  const seen = new Set<unknown>();
  const collect = (value: unknown): void => {
    if (typeof value === 'string') state.push(value);
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    const held = value instanceof Map || value instanceof Set ? [...value].flat() : Object.values(value);
    for (const one of held) collect(one);
  };
  collect(history.state);
  return { text: document.body?.innerText ?? '', title: document.title, state, url: location.href };
};

export const fillSessionStorage = (entries: readonly (readonly [string, string])[]): void => {
  for (const [name, value] of entries) sessionStorage.setItem(name, value);
};
