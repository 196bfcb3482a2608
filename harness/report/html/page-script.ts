/**
 * Runs in the reader's browser, as it stands here without its types: it may use nothing from outside. Without it the page
 * is whole, but nothing narrows it.
 */
export const pageScript = (): void => {
  const all = <Kind extends Element>(selector: string): Kind[] => [...document.querySelectorAll<Kind>(selector)];
  const checks = all<HTMLDetailsElement>('details.check');
  const form = document.querySelector<HTMLFormElement>('#filter');
  const shown = document.querySelector('#shown');

  const narrow = (): void => {
    if (form === null) return;
    const asked = new FormData(form);
    const value = (name: string): string => {
      const given = asked.get(name);
      return typeof given === 'string' ? given : '';
    };
    const verdicts = asked.getAll('verdict').map((one) => (typeof one === 'string' ? one : ''));
    const words = value('words')
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    let count = 0;
    for (const check of checks) {
      const { verdict = '', chapter, severity, clauses = '', text = '' } = check.dataset;
      const fits =
        (verdicts.length === 0 || verdicts.includes(verdict)) &&
        ['', chapter].includes(value('chapter')) &&
        ['', severity].includes(value('severity')) &&
        (value('clause') === '' || clauses.split(' ').includes(value('clause'))) &&
        words.every((word) => text.includes(word));
      check.hidden = !fits;
      if (fits) count += 1;
    }
    for (const chapter of all<HTMLElement>('section.chapter')) {
      chapter.hidden = chapter.querySelector('details.check:not([hidden])') === null;
    }
    if (shown !== null)
      shown.textContent = count === checks.length ? `${count} checks` : `${count} of ${checks.length} checks`;
  };

  const widen = (): void => {
    form?.reset();
    narrow();
  };

  /** What an address points at is of no use while it is folded away. */
  const reveal = (): void => {
    const there = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (there === null) return;
    for (let around: Element | null = there; around !== null; around = around.parentElement) {
      if (around instanceof HTMLDetailsElement) around.open = true;
    }
    if (there.closest('[hidden]') !== null) {
      widen();
    }
    there.scrollIntoView();
  };

  const select = (element: Element): void => {
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.selectAllChildren(element);
  };

  if (form !== null) {
    form.hidden = false;
    form.addEventListener('input', narrow);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
    });
    document.querySelector('#all')?.addEventListener('click', widen);
    for (const button of all<HTMLButtonElement>('button[data-open]')) {
      button.addEventListener('click', () => {
        for (const check of checks) if (!check.hidden) check.open = button.dataset['open'] === 'all';
      });
    }
  }
  for (const button of all<HTMLButtonElement>('button.copy')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      const source = document.getElementById(button.dataset['copies'] ?? '');
      if (source === null) return;
      const told = (words: string): void => {
        button.textContent = words;
        setTimeout(() => {
          button.textContent = 'Copy';
        }, 2_000);
      };
      // A page that was opened as a file may not be let near the clipboard: then it is selected for the reader to copy.
      void navigator.clipboard
        .writeText(source.textContent ?? '')
        .then(() => 'Copied')
        .catch(() => {
          select(source);
          return 'Selected';
        })
        .then(told);
    });
  }
  const printed: HTMLDetailsElement[] = [];
  // Paper cannot be opened: whatever a reader has to look at is printed whole.
  addEventListener('beforeprint', () => {
    for (const details of all<HTMLDetailsElement>('details:not([open])')) {
      const check = details.closest<HTMLDetailsElement>('details.check');
      if (check !== null && !check.open && !/\b(?:fail|error|inconclusive|warn)\b/.test(check.className)) continue;
      details.open = true;
      printed.push(details);
    }
  });
  addEventListener('afterprint', () => {
    for (const details of printed.splice(0)) details.open = false;
  });
  addEventListener('hashchange', reveal);
  if (location.hash !== '') reveal();
};
