import type { ControlSeen, FieldSeen, FormSeen, PageSnapshot } from '../../browser/page-snapshot.ts';
import {
  CAPTCHA,
  DESTRUCTIVE,
  E_MAIL,
  ELSEWHERE,
  NEXT,
  ONE_TIME_CODE,
  OTHER_PASSWORD,
  PASSKEY,
  PASSWORD,
  REGISTER,
  SIGN_IN,
  SIGN_IN_ADDRESS,
  USER_NAME,
} from './words.ts';

/** A form in which somebody signs in: with the password, or with the name first. */
export interface EntryForm {
  readonly kind: 'password' | 'name-first';
  readonly username: FieldSeen | null;
  /** Null where the name comes first. */
  readonly password: FieldSeen | null;
  /** What sends it, the likeliest first; where there is none, Enter does. */
  readonly submits: readonly ControlSeen[];
  /** What in it is a riddle for machines. */
  readonly captcha: string | null;
}

const TYPED: ReadonlySet<string> = new Set(['text', 'email', 'tel', 'number', 'search', '']);

const calledLike = ({ label, near }: FieldSeen): string => (label === '' ? near : label);
const purposes = ({ autocomplete }: FieldSeen): readonly string[] => autocomplete.split(/\s+/);
const isPassword = (field: FieldSeen): boolean =>
  (field.type === 'password' || purposes(field).includes('current-password')) && !isCode(field);

/** Whether it takes a code that comes by another way: by its purpose, or its name together with its form. */
export const isCode = (field: FieldSeen): boolean =>
  purposes(field).includes('one-time-code') ||
  (ONE_TIME_CODE.test(calledLike(field)) &&
    (/numeric|tel/.test(field.inputMode) ||
      field.type === 'tel' ||
      field.type === 'number' ||
      TYPED.has(field.type))) ||
  (/numeric/.test(field.inputMode) && field.maxLength !== null && field.maxLength <= 8 && !/\d/.test(field.label));

/** How much a field reads like the user's name; what it is for and called counts before how it is spelt in code. */
const asUserName = (field: FieldSeen, fields: readonly FieldSeen[], password: FieldSeen | null): number => {
  const named = calledLike(field);
  if (!TYPED.has(field.type) || isCode(field) || CAPTCHA.test(`${named} ${field.name}`)) return -100;
  const for_ = purposes(field);
  const at = fields.indexOf(field);
  const after = password === null ? 1 : fields.indexOf(password) - at;
  return (
    (for_.includes('username') ? 60 : for_.includes('email') ? 45 : 0) +
    (field.type === 'email' ? 30 : 0) +
    (USER_NAME.test(named) ? 28 : E_MAIL.test(named) ? 26 : 0) +
    (after === 1 ? 15 : after > 1 ? 5 : -40) +
    (/user|login|mail|account|ident/i.test(field.name) ? 8 : 0) -
    (field.type === 'search' ? 40 : 0)
  );
};

const asSubmit = (control: ControlSeen, last: number): number => {
  const { name } = control;
  return (
    (SIGN_IN.test(name) ? 40 : NEXT.test(name) ? 25 : 0) +
    (control.submits ? 20 : 0) +
    (control.ref > last ? 6 : -6) -
    (REGISTER.test(name) && !SIGN_IN.test(name) ? 60 : 0) -
    (OTHER_PASSWORD.test(name) ? 60 : 0) -
    (ELSEWHERE.test(name) ? 60 : 0) -
    (PASSKEY.test(name) ? 60 : 0) -
    (DESTRUCTIVE.test(name) ? 60 : 0) -
    (control.href === null ? 0 : 50) -
    (control.opens ? 20 : 0)
  );
};

interface Group {
  readonly form: FormSeen | null;
  readonly fields: readonly FieldSeen[];
  readonly controls: readonly ControlSeen[];
}

/** Fields by the form that they stand in; those in none are together. */
const groupsOf = (page: PageSnapshot): readonly Group[] =>
  [...new Set(page.fields.map(({ form }) => form))].map((index) => ({
    form: index === null ? null : (page.forms[index] ?? null),
    fields: page.fields.filter(({ form }) => form === index),
    controls: page.controls.filter(({ form }) => form === index),
  }));

const submitsOf = ({ fields, controls }: Group): readonly ControlSeen[] => {
  const last = Math.max(...fields.map(({ ref }) => ref));
  return controls
    .map((control) => ({ control, score: asSubmit(control, last) }))
    .filter(({ score }) => score >= 0)
    .sort((a, b) => b.score - a.score)
    .map(({ control }) => control);
};

const pathOf = (address: string): string => {
  const url = URL.parse(address);
  return url === null ? '' : url.pathname + url.hash;
};

const captchaOf = ({ form, fields }: Group): string | null => {
  const field = fields.find((one) => CAPTCHA.test(`${calledLike(one)} ${one.name}`));
  return form?.captcha ?? (field === undefined ? null : `the field ${told(field)}`);
};

const withPassword = (page: PageSnapshot, group: Group): (EntryForm & { readonly score: number }) | null => {
  const passwords = group.fields.filter(isPassword);
  const [password] = passwords;
  // Two passwords are an account that is opened, or a password that is changed.
  if (password === undefined || passwords.length > 1) return null;
  if (purposes(password).includes('new-password') || OTHER_PASSWORD.test(calledLike(password))) return null;
  const submits = submitsOf(group);
  const [submit] = submits;
  const heading = group.form?.heading ?? '';
  const action = pathOf(group.form?.action ?? '');
  const enters = SIGN_IN.test(submit?.name ?? '');
  const registers = group.controls.some(
    ({ submits: sends, name }) => sends && REGISTER.test(name) && !SIGN_IN.test(name),
  );
  if (!enters && (registers || REGISTER.test(heading) || /regist|sign-?up|join/i.test(action))) return null;
  if (!enters && OTHER_PASSWORD.test(`${heading} ${submit?.name ?? ''}`)) return null;
  const [best] = group.fields
    .map((field) => ({ field, score: asUserName(field, group.fields, password) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const others = group.fields.filter(({ type, required }) => required && TYPED.has(type)).length;
  const score =
    (enters ? 30 : 0) +
    (SIGN_IN.test(`${heading} ${page.title}`) ? 20 : 0) +
    (purposes(password).includes('current-password') ? 20 : 0) +
    (best === undefined ? 0 : 20) +
    (password.inDialog ? 15 : 0) +
    (SIGN_IN_ADDRESS.test(pathOf(page.url) + action) ? 15 : 0) +
    (PASSWORD.test(calledLike(password)) ? 5 : 0) -
    (others > 2 ? 20 : 0);
  return { kind: 'password', username: best?.field ?? null, password, submits, captcha: captchaOf(group), score };
};

const nameFirst = (page: PageSnapshot, group: Group): (EntryForm & { readonly score: number }) | null => {
  if (group.fields.some(({ type }) => type === 'password')) return null;
  const [best] = group.fields
    .map((field) => ({ field, score: asUserName(field, group.fields, null) }))
    .sort((a, b) => b.score - a.score);
  if (best === undefined || best.score < 40 || group.fields.length > 3) return null;
  const submits = submitsOf(group);
  const [submit] = submits;
  const heading = group.form?.heading ?? '';
  const about = `${heading} ${page.title}`;
  const where = SIGN_IN.test(about) || SIGN_IN_ADDRESS.test(pathOf(page.url));
  const enters = SIGN_IN.test(submit?.name ?? '');
  if (!enters && (REGISTER.test(`${heading} ${submit?.name ?? ''}`) || OTHER_PASSWORD.test(heading))) return null;
  const for_ = purposes(best.field).includes('username');
  const goesOn = NEXT.test(submit?.name ?? '');
  // An address for news is asked for in the same way: something must say that this is to sign in.
  if (!enters && !(where && (goesOn || submit === undefined || for_)) && !(for_ && goesOn)) return null;
  const score = best.score + (enters ? 30 : 0) + (where ? 20 : 0) + (for_ ? 20 : 0);
  return { kind: 'name-first', username: best.field, password: null, submits, captcha: captchaOf(group), score };
};

/** The form to sign in with. Null when the page shows none. */
export const recognise = (page: PageSnapshot): EntryForm | null => {
  const groups = groupsOf(page);
  for (const reading of [withPassword, nameFirst]) {
    const [best] = groups.flatMap((group) => reading(page, group) ?? []).sort((a, b) => b.score - a.score);
    if (best !== undefined) {
      const { score: _, ...form } = best;
      return form;
    }
  }
  return null;
};

/** A field as it may be told: what it is called, and of which type. */
export const told = (field: FieldSeen): string => `“${calledLike(field) || field.name || '(no name)'}” (${field.type})`;
