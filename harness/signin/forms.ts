import { load } from 'cheerio';

export interface FormField {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}
export interface PageForm {
  /** Absolute, or as resolved against the page. */
  readonly action: string;
  readonly method: string;
  readonly fields: readonly FormField[];
  /** Whether it opens an account rather than enters one. */
  readonly registers: boolean;
}
export interface Page {
  readonly forms: readonly PageForm[];
  /** Same-page links, as written. */
  readonly links: readonly string[];
  /** Tokens against CSRF that pages keep in a meta element. */
  readonly metaToken: string | null;
  /** What its meta elements hold, by name. */
  readonly metas: Readonly<Record<string, string>>;
}

const REGISTERS = /regist|sign[-_ ]?up|join|create|new[-_ ]?account/i;

/** What a page offers to a person: its forms, its links, and the token its scripts would use. */
export const readPage = (html: string, url: URL): Page => {
  const $ = load(html);
  const base = $('base[href]').attr('href');
  const from = base === undefined ? url : new URL(base, url);
  const forms = $('form')
    .toArray()
    .map((form): PageForm => ({
      action: new URL($(form).attr('action') || url.href, from).href,
      registers:
        $(form).find('input[autocomplete=new-password]').length > 0 ||
        REGISTERS.test(
          `${$(form).attr('action') ?? ''} ${$(form).find('button, input[type=submit]').text()} ${$(form).find('input[type=submit]').attr('value') ?? ''}`,
        ),
      method: ($(form).attr('method') ?? 'get').toUpperCase(),
      fields: $(form)
        .find('input[name], select[name], textarea[name], button[name]')
        .toArray()
        .map((field) => ({
          name: $(field).attr('name') ?? '',
          type: ($(field).attr('type') ?? (field.tagName === 'input' ? 'text' : field.tagName)).toLowerCase(),
          value: String($(field).val() ?? ''),
        })),
    }));
  const links = $('a[href]')
    .toArray()
    .map((link) => $(link).attr('href') ?? '');
  const metas = Object.fromEntries(
    $('meta[name][content], meta[property][content]')
      .toArray()
      .map((meta) => [$(meta).attr('name') ?? $(meta).attr('property') ?? '', $(meta).attr('content') ?? '']),
  );
  return { forms, links, metas, metaToken: $('meta[name*="csrf" i], meta[name*="xsrf" i]').attr('content') ?? null };
};

export const passwordFields = (form: PageForm): readonly FormField[] =>
  form.fields.filter(({ type }) => type === 'password');

/** The form to sign in with: exactly one password, and not one for a new account. */
export const signInForm = (page: Page): PageForm | undefined =>
  page.forms.find((form) => passwordFields(form).length === 1 && !form.registers);

/** The field for the user's name: the last field a person types into before the password. */
export const usernameField = (form: PageForm): FormField | undefined => {
  const typed = form.fields.filter(({ type }) => ['text', 'email', 'tel', 'password', 'search'].includes(type));
  const password = typed.findIndex(({ type }) => type === 'password');
  return password > 0 ? typed[password - 1] : typed.find(({ type }) => type !== 'password');
};

/** What a browser would send besides what the person types. */
export const hiddenFields = (form: PageForm): readonly (readonly [string, string])[] =>
  form.fields.filter(({ type }) => type === 'hidden').map(({ name, value }) => [name, value]);
