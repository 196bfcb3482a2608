import type { ElementHandle, JSHandle, Page } from 'playwright';
import type { ControlSeen, FieldSeen, FormSeen, PageSnapshot } from './page-snapshot.ts';
import { takeSnapshot } from './snapshot-script.ts';
import { careful } from './within.ts';

const MOST_FRAMES = 6;

type Taken = JSHandle<ReturnType<typeof takeSnapshot>>;

/** Looks at a page with its frames, and finds again what was seen last. */
export class Looking {
  readonly #page: Page;
  readonly #own: (url: URL) => boolean;
  #taken: readonly { readonly handle: Taken; readonly from: number }[] = [];

  constructor(page: Page, own: (url: URL) => boolean) {
    this.#page = page;
    this.#own = own;
  }

  /** What can be seen now. What was seen before can no longer be pressed. */
  async look(): Promise<PageSnapshot> {
    for (const { handle } of this.#taken) void handle.dispose().catch(() => undefined);
    const taken: { handle: Taken; from: number }[] = [];
    const whole = {
      url: this.#page.url(),
      title: '',
      text: '',
      fields: [] as FieldSeen[],
      controls: [] as ControlSeen[],
      forms: [] as FormSeen[],
      foreignFrames: [] as string[],
      keysAsked: 0,
    };
    let from = 0;
    const frames = this.#page.frames().filter((frame) => {
      const url = URL.parse(frame.url());
      return url === null || !/^https?:$/.test(url.protocol) || this.#own(url);
    });
    for (const frame of frames.slice(0, MOST_FRAMES)) {
      const handle = await careful('reading a page', frame.evaluateHandle(takeSnapshot)).catch(() => null);
      if (handle === null) continue;
      const { data, count } = await careful(
        'reading a page',
        handle.evaluate((one) => ({ data: one.data, count: one.elements.length })),
      );
      const moved = whole.forms.length;
      const place = <One extends { readonly ref: number; readonly form: number | null }>(one: One): One => ({
        ...one,
        ref: one.ref + from,
        form: one.form === null ? null : one.form + moved,
      });
      whole.fields.push(...data.fields.map(place));
      whole.controls.push(...data.controls.map(place));
      whole.forms.push(...data.forms);
      whole.text = `${whole.text}\n${data.text}`.trim();
      whole.title ||= data.title;
      whole.keysAsked += data.keysAsked;
      whole.foreignFrames.push(
        ...data.frames.filter((src) => {
          const url = URL.parse(src);
          return url !== null && /^https?:$/.test(url.protocol) && !this.#own(url);
        }),
      );
      taken.push({ handle, from });
      from += count;
    }
    this.#taken = taken;
    return whole;
  }

  /** Of the last look. Null: it is gone. */
  async element(ref: number): Promise<ElementHandle<Element> | null> {
    const taken = this.#taken.findLast(({ from }) => from <= ref);
    if (taken === undefined) return null;
    const { handle, from } = taken;
    const element = await careful(
      'looking for an element',
      handle.evaluateHandle((one, at) => one.elements[at], ref - from),
    ).catch(() => null);
    return (element?.asElement() as ElementHandle<Element> | null | undefined) ?? null;
  }
}
