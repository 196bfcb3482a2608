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

/** What leads to `path`: links there, and what submits a form to it. */
export const leadingTo = (path: string): Element[] => {
  const leads = (written: string | null): boolean => URL.parse(written ?? '', document.baseURI)?.pathname === path;
  const links = [...document.querySelectorAll('a[href]')].filter((link) => leads(link.getAttribute('href')));
  const forms = [...document.forms].filter((form) => leads(form.getAttribute('action')));
  const submits = forms.flatMap((form) => [
    ...form.querySelectorAll('button:not([type]), button[type=submit], input[type=submit], input[type=image]'),
  ]);
  return [...links, ...submits];
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

/** Whether a click opens something and sends nothing. */
export const onlyOpens = (element: Element): boolean => {
  if (element.closest('a[href]') !== null) return false;
  const button = element.closest('button, input');
  return button === null || button.getAttribute('type') === 'button' || button.closest('form') === null;
};

export const readPage = (): { text: string; title: string; state: string; url: string } => ({
  text: document.body?.innerText ?? '',
  title: document.title,
  state: JSON.stringify(history.state) ?? '',
  url: location.href,
});
