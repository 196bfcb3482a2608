/** What can be seen of a page, as plain data; no value that stands in a field is among it. */
export interface PageSnapshot {
  readonly url: string;
  readonly title: string;
  /** What can be read, line by line, cut after 8,000 characters a frame. */
  readonly text: string;
  /** In document order, across frames of the own origins and open shadow roots; what nobody can see is left out. */
  readonly fields: readonly FieldSeen[];
  readonly controls: readonly ControlSeen[];
  readonly forms: readonly FormSeen[];
  /** Addresses of frames of other origins. */
  readonly foreignFrames: readonly string[];
  /** How many times a script has asked for a key that a machine holds. */
  readonly keysAsked: number;
}

/** Something to type into. */
export interface FieldSeen {
  readonly ref: number;
  /** Among `forms`; null where it stands in none. */
  readonly form: number | null;
  readonly type: string;
  readonly name: string;
  readonly autocomplete: string;
  readonly inputMode: string;
  readonly maxLength: number | null;
  /** What it is called: its label, `aria-label`, placeholder, title. */
  readonly label: string;
  /** The text before it, where nothing is a label. */
  readonly near: string;
  readonly required: boolean;
  readonly filled: boolean;
  readonly inDialog: boolean;
}

/** Something to press. */
export interface ControlSeen {
  readonly ref: number;
  readonly form: number | null;
  readonly kind: 'link' | 'button';
  /** Whether it sends its form. */
  readonly submits: boolean;
  readonly name: string;
  /** Absolute; null where it leads nowhere by itself. */
  readonly href: string | null;
  /** Whether it says of itself that it opens something. */
  readonly opens: boolean;
  readonly inDialog: boolean;
  readonly enabled: boolean;
}

/** A form, or what serves as one: a dialog. */
export interface FormSeen {
  readonly action: string;
  readonly method: string;
  /** Its legend or heading, or the heading before it. */
  readonly heading: string;
  /** What looks like a riddle for machines inside it. */
  readonly captcha: string | null;
  readonly inDialog: boolean;
}
