import type { ControlSeen, FieldSeen, FormSeen } from './page-snapshot.ts';

/** What one frame shows; `ref` counts within `elements`. */
export interface FrameSnapshot {
  readonly url: string;
  readonly title: string;
  readonly text: string;
  readonly fields: FieldSeen[];
  readonly controls: ControlSeen[];
  readonly forms: FormSeen[];
  readonly frames: string[];
  readonly keysAsked: number;
}

/** Run in every page before its own scripts: counts how often a key that a machine holds is asked for. */
export const countKeys = (): void => {
  const { credentials } = navigator;
  if (credentials === undefined) return;
  let asked = 0;
  Object.defineProperty(window, Symbol.for('keys asked'), { get: () => asked });
  const get = credentials.get.bind(credentials);
  credentials.get = (options) => {
    // What a browser merely offers among saved passwords is no question.
    if (options?.publicKey !== undefined && (options.mediation as string | undefined) !== 'conditional') asked += 1;
    return get(options);
  };
};

/**
 * Run in every page before its own scripts: a window that a script opens stays blank until it is listened to, and then
 * goes where it was to go. Counts them, from one look to the next.
 */
export const holdWindows = (): void => {
  let opened = 0;
  Object.defineProperty(window, Symbol.for('windows opened'), {
    get: () => {
      const count = opened;
      opened = 0;
      return count;
    },
  });
  const open = window.open.bind(window);
  window.open = (url, name, features) => {
    const made = open('about:blank', name, features?.replaceAll(/noopener|noreferrer/gi, ''));
    if (made === null) return made;
    opened += 1;
    const wanted = url === undefined || url === '' ? null : new URL(url, location.href).href;
    Object.defineProperty(made, Symbol.for('wanted address'), { value: wanted });
    return made;
  };
};

/** Run in a page, in its main world: uses nothing of this file. */
export const takeSnapshot = (): { data: FrameSnapshot; elements: Element[] } => {
  const elements: Element[] = [];
  const all: Element[] = [];
  const hosts: Element[] = [];
  const walk = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll('*')) {
      all.push(element);
      if (element.shadowRoot !== null) {
        hosts.push(element);
        walk(element.shadowRoot);
      }
    }
  };
  walk(document);

  const short = (text: string | null | undefined, most = 120): string =>
    (text ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, most);
  const above = (element: Element): Element | null => {
    const root = element.getRootNode();
    return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  };
  const closest = (element: Element, selector: string): Element | null => {
    for (let up: Element | null = element; up !== null; up = above(up)) if (up.matches(selector)) return up;
    return null;
  };
  const seen = (element: Element): boolean => {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const { width, height, right, bottom } = element.getBoundingClientRect();
    // What is moved off the page, or kept from those who listen to it, is there to catch machines.
    const off = right + scrollX <= 0 || bottom + scrollY <= 0;
    return width > 1 && height > 1 && !off && closest(element, '[aria-hidden=true], [inert]') === null;
  };
  const DIALOG = 'dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]';
  const called = (element: Element): string => {
    const by = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
    const root = element.getRootNode() as Document | ShadowRoot;
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    const own = [
      ...by.map((id) => root.getElementById(id)?.textContent),
      ...labels.map((label) => label.textContent),
      ...['aria-label', 'placeholder', 'title'].map((name) => element.getAttribute(name)),
    ];
    return short([...new Set(own.map((text) => short(text)).filter((text) => text !== ''))].join(' · '), 200);
  };
  const before = (element: Element): string => {
    let at: Element | null = element;
    for (let height = 0; at !== null && height < 4; height += 1, at = above(at)) {
      for (let sibling = at.previousSibling; sibling !== null; sibling = sibling.previousSibling) {
        const typed = sibling instanceof Element && sibling.querySelector('input, select, textarea') !== null;
        if (typed || (sibling instanceof Element && sibling.matches('input, select, textarea'))) return '';
        const text = short(sibling.textContent);
        if (text !== '' && !(sibling instanceof HTMLScriptElement)) return text;
      }
      if (at.matches('form, dialog, body')) break;
    }
    return '';
  };

  const forms: FormSeen[] = [];
  const roots: Element[] = [];
  const formOf = (element: Element): number | null => {
    const owner = (element as Partial<HTMLInputElement>).form ?? closest(element, 'form') ?? closest(element, DIALOG);
    if (owner === null) return null;
    const known = roots.indexOf(owner);
    if (known !== -1) return known;
    let heading = short(owner.querySelector('legend, h1, h2, h3, [role=heading]')?.textContent);
    if (heading === '') {
      const headings = all.filter((one) => one.matches('h1, h2, h3, [role=heading]') && seen(one));
      const earlier = (one: Element) => (one.compareDocumentPosition(owner) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
      heading = short(headings.findLast(earlier)?.textContent);
    }
    const riddle = owner.querySelector(
      'iframe[src*=captcha i], iframe[src*=turnstile i], [data-sitekey], img[src*=captcha i], img[alt*=captcha i], [class*=captcha i], altcha-widget',
    );
    const what = riddle?.getAttribute('class') || riddle?.getAttribute('src')?.split('?')[0] || riddle?.tagName;
    forms.push({
      action: owner instanceof HTMLFormElement ? owner.action : '',
      method: owner instanceof HTMLFormElement ? owner.method : '',
      heading,
      captcha: riddle === null ? null : short(what, 60),
      inDialog: closest(owner, DIALOG) !== null,
    });
    return roots.push(owner) - 1;
  };

  const fields: FieldSeen[] = [];
  const controls: ControlSeen[] = [];
  const NOT_TYPED = /^(hidden|submit|button|image|reset|file|range|color|radio|checkbox)$/;
  for (const element of all) {
    const isField = element instanceof HTMLInputElement ? !NOT_TYPED.test(element.type) : false;
    if (isField) {
      const field = element as HTMLInputElement;
      if (field.disabled || field.readOnly || !seen(field)) continue;
      const label = called(field);
      fields.push({
        ref: elements.push(field) - 1,
        form: formOf(field),
        type: field.type,
        name: short(`${field.name} ${field.id}`),
        autocomplete: field.autocomplete.toLowerCase(),
        inputMode: field.inputMode,
        maxLength: field.maxLength < 0 ? null : field.maxLength,
        label,
        near: label === '' ? before(field) : '',
        required: field.required,
        filled: field.value !== '',
        inDialog: closest(field, DIALOG) !== null,
      });
    } else if (
      element.matches(
        'a, button, summary, input[type=submit], input[type=button], input[type=image], [role=button], [role=link], [role=menuitem], [role=tab], [onclick]',
      )
    ) {
      if (controls.length >= 400 || !seen(element)) continue;
      const link = element instanceof HTMLAnchorElement && element.hasAttribute('href') ? element : null;
      const sends =
        (element instanceof HTMLButtonElement || element instanceof HTMLInputElement) &&
        /^(submit|image)$/.test(element.type) &&
        element.form !== null;
      const alt = element.querySelector('img[alt]')?.getAttribute('alt');
      const own = [
        element.getAttribute('aria-label'),
        element instanceof HTMLInputElement ? element.value : (element as HTMLElement).innerText,
        alt,
        element.getAttribute('title'),
      ].map((text) => short(text, 80));
      controls.push({
        ref: elements.push(element) - 1,
        form: formOf(element),
        kind: link === null ? 'button' : 'link',
        submits: sends,
        name: own.find((text) => text !== '') ?? '',
        href: link === null || !/^https?:/.test(link.href) ? null : link.href,
        opens: element.matches(
          'summary, [aria-haspopup]:not([aria-haspopup=false]), [aria-expanded=false], [data-toggle], [data-bs-toggle]',
        ),
        inDialog: closest(element, DIALOG) !== null,
        enabled: !(element as Partial<HTMLButtonElement>).disabled,
      });
    }
  }
  const shadows = hosts.map((host) => host.shadowRoot?.textContent ?? '');
  return {
    data: {
      url: location.href,
      title: document.title,
      text: [document.body?.innerText ?? '', ...shadows]
        .join('\n')
        .replaceAll(/[^\S\n]+/g, ' ')
        .slice(0, 8_000),
      fields,
      controls,
      forms,
      frames: all.flatMap((one) => (one instanceof HTMLIFrameElement && one.src !== '' ? [one.src] : [])),
      keysAsked: Number((window as unknown as Record<symbol, unknown>)[Symbol.for('keys asked')] ?? 0),
    },
    elements,
  };
};
