import type { PageSnapshot } from '../../browser/page-snapshot.ts';
import type { Answered } from '../../browser/recorder.ts';
import { HarnessError, type HarnessErrorCode } from '../../errors.ts';
import { isCode, told, type EntryForm } from './recognise.ts';
import { LOCKED, MAILED_LINK, PASSKEY, TOO_MANY } from './words.ts';

/** What stands in the way of a sign-in. */
export type Obstacle =
  | 'nothing-found'
  | 'captcha'
  | 'one-time-code'
  | 'passkey'
  | 'mailed-link'
  | 'elsewhere'
  | 'locked'
  | 'too-many'
  | 'refused'
  | 'failed'
  | 'not-sent'
  | 'no-password';

export interface Stopped {
  readonly obstacle: Obstacle;
  /** What it was seen by. */
  readonly seen: string;
}

/** Why nobody got in: one sentence each on what happened, what was seen and what to do. */
export class WayInError extends HarnessError {
  readonly obstacle: Obstacle;
  readonly browserRequests: number;

  constructor(code: HarnessErrorCode, message: string, obstacle: Obstacle, browserRequests: number) {
    super(code, message);
    this.obstacle = obstacle;
    this.browserRequests = browserRequests;
  }
}

/** The line of `after` that was not there before and that says why, if one does. */
export const news = (before: PageSnapshot | null, after: PageSnapshot): readonly string[] => {
  const lines = ({ text }: PageSnapshot) => text.split('\n').map((line) => line.trim());
  const known = new Set(before === null ? [] : lines(before));
  return lines(after).filter((line) => line.length > 2 && !known.has(line));
};

/** What the last answer and the page after it say of a sign-in that was sent. Null: nothing speaks against it. */
export const judge = (seen: {
  readonly before: PageSnapshot;
  readonly after: PageSnapshot;
  /** The form that the page shows now. */
  readonly again: EntryForm | null;
  /** Answers since the password was sent. */
  readonly answers: readonly Answered[];
  /** Whether the page is the one that the form stood on. */
  readonly samePage: boolean;
  readonly elsewhere: URL | null;
}): Stopped | null => {
  const { before, after, again, samePage, elsewhere } = seen;
  // Of what a page asks meanwhile, only the credentials' own answer says something of them, where it is known.
  const carrying = seen.answers.filter((answer) => answer.carrying);
  const answers = carrying.length > 0 ? carrying : seen.answers.filter(({ method }) => method !== 'GET');
  const said = news(before, after).join(' · ').slice(0, 400);
  const bad = answers.find(({ status }) => status >= 400)?.status ?? null;
  const shown = [
    ...(bad === null ? [] : [`status ${bad}`]),
    said === '' ? 'no message' : `“${said.slice(0, 160)}”`,
    ...(again === null ? [] : ['the form was shown again']),
  ].join(', ');
  if (bad === 429) return { obstacle: 'too-many', seen: shown };
  if (elsewhere !== null) return { obstacle: 'elsewhere', seen: elsewhere.origin };
  const code = after.fields.find(isCode);
  if (code !== undefined && again === null) return { obstacle: 'one-time-code', seen: `the field ${told(code)}` };
  if (again !== null || bad !== null) {
    if (TOO_MANY.test(said)) return { obstacle: 'too-many', seen: shown };
    if (LOCKED.test(said) || bad === 423) return { obstacle: 'locked', seen: shown };
  }
  if (again?.captcha != null && again.kind === 'password') return { obstacle: 'captcha', seen: again.captcha };
  if (bad !== null && bad >= 500) return { obstacle: 'failed', seen: shown };
  if (bad !== null && (again !== null || [400, 401, 403, 422].includes(bad)))
    return { obstacle: 'refused', seen: shown };
  // A script may leave its form where it is, once it has what it wanted; what it then says counts.
  const byScript = answers.some((answer) => answer.byScript);
  const refused = again !== null && samePage && (said !== '' || !byScript);
  return refused ? { obstacle: 'refused', seen: shown } : null;
};

/** What a page without a form says of why there is none. */
export const whyNoForm = (page: PageSnapshot): Stopped | null => {
  const code = page.fields.find(isCode);
  if (page.keysAsked > 0) return { obstacle: 'passkey', seen: 'the page asked for a key that this machine would hold' };
  const key = page.controls.find(({ name }) => PASSKEY.test(name));
  if (key !== undefined) return { obstacle: 'passkey', seen: `“${key.name}”` };
  if (code !== undefined) return { obstacle: 'one-time-code', seen: `the field ${told(code)}` };
  const mailed = page.text.split('\n').find((line) => MAILED_LINK.test(line));
  return mailed === undefined ? null : { obstacle: 'mailed-link', seen: `“${mailed.trim().slice(0, 120)}”` };
};

const CUSTOM = 'signIn: custom(async (client, person) => { … })';

/** What happened, and the lines to declare. */
export const sentences = (
  { obstacle, seen }: Stopped,
  { username, entry }: { readonly username: string; readonly entry: string },
): { readonly what: string; readonly remedy: string } => {
  const who = `the sign-in of "${username}"`;
  const form = `signIn: form('${entry.replace(/[?#].*$/, '') || '/'}', { usernameField: '…', passwordField: '…' })`;
  switch (obstacle) {
    case 'captcha':
      return {
        what: `a captcha stands before ${who} (${seen})`,
        remedy: `switch it off for this account or this network, or have a header let the suite pass it, and declare ${CUSTOM} that sends it`,
      };
    case 'one-time-code':
      return {
        what: `a one-time code is asked for in ${who} (${seen})`,
        remedy: `use an account without a second factor, or declare ${CUSTOM} that makes the code from the account's shared secret`,
      };
    case 'passkey':
      return {
        what: `a passkey is asked for in ${who} (${seen}), and no password`,
        remedy: `give the account a password, or declare ${CUSTOM}`,
      };
    case 'mailed-link':
      return {
        what: `a link sent by mail is to be opened in ${who} (${seen})`,
        remedy: `use an account with a password, or declare ${CUSTOM} that reads the mailbox`,
      };
    case 'elsewhere':
      return {
        what: `${who} leads to "${seen}", which is not one of the target's own origins; nothing was sent there`,
        remedy: `if it belongs to the target, name it: TARGET_ORIGINS=${seen}; else declare ${CUSTOM}`,
      };
    case 'locked':
      return {
        what: `the account "${username}" is locked (seen: ${seen})`,
        remedy: 'unlock it, or give another in TARGET_USERNAME and TARGET_PASSWORD, or `people`',
      };
    case 'too-many':
      return {
        what: `the target limits how often somebody may try, and refused ${who} (seen: ${seen})`,
        remedy:
          'wait until its limit is over, or raise it for this account or this network; RATE makes the suite slower',
      };
    case 'refused':
      return {
        what: `the target refused ${who} (seen: ${seen})`,
        remedy: `check TARGET_USERNAME and TARGET_PASSWORD, or \`people\`; if they are right, declare the fields: ${form}`,
      };
    case 'failed':
      return { what: `the target failed at ${who} (seen: ${seen})`, remedy: 'see what the target logged' };
    case 'not-sent':
      return {
        what: `the form was filled in for ${who}, and nothing was sent (${seen})`,
        remedy: `declare ${form}, or ${CUSTOM}`,
      };
    case 'no-password':
      return {
        what: `${who} began with the name, and no field for the password came (${seen})`,
        remedy: `check that the account exists and has a password, or declare ${CUSTOM}`,
      };
    case 'nothing-found':
      return {
        what: `no form to sign in was found (${seen})`,
        remedy: `declare it, for example ${form}, or signIn: json('/api/login', { username: '{username}', password: '{password}' }), or ${CUSTOM}`,
      };
  }
};
