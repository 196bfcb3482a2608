// What is run in a page on which somebody signs in. Each may use nothing of this file.

/** Run in a page: what a control is called. */
export const nameOf = (element: Element): string =>
  [element.textContent, ...['aria-label', 'value', 'title', 'alt'].map((name) => element.getAttribute(name))]
    .map((text) => (text ?? '').replaceAll(/\s+/g, ' ').trim())
    .find((text) => text !== '')
    ?.slice(0, 60) ?? '';

/** Run in a page: takes typed and secret texts away before it is pictured. */
export const blank = (hidden: readonly string[]): void => {
  const within = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot !== null) within(element.shadowRoot);
      const field = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element : null;
      if (field !== null && !/^(submit|button|reset|checkbox|radio)$/.test(field.type)) field.value = '';
    }
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      let text = node.nodeValue ?? '';
      for (const one of hidden) text = text.replaceAll(one, '█');
      if (text !== node.nodeValue) node.nodeValue = text;
    }
  };
  within(document);
};

export const readStorage = (): ['local-storage' | 'session-storage', string, string][] => {
  const all = (storage: Storage) =>
    Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '').map(
      (name) => [name, storage.getItem(name) ?? ''] as const,
    );
  return [
    ...all(localStorage).map(([name, value]): ['local-storage', string, string] => ['local-storage', name, value]),
    ...all(sessionStorage).map(([name, value]): ['session-storage', string, string] => [
      'session-storage',
      name,
      value,
    ]),
  ];
};

/** Run in a page: how many windows its scripts have opened since the last look. */
export const windowsOpened = (): number =>
  Number((window as unknown as Record<symbol, unknown>)[Symbol.for('windows opened')] ?? 0);

/** Run in a window that a script opened: where it is to go. */
export const wantedAddress = (): string | null => {
  const wanted = (window as unknown as Record<symbol, unknown>)[Symbol.for('wanted address')];
  return typeof wanted === 'string' ? wanted : null;
};
