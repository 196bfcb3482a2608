import type { PageSnapshot } from '../../browser/page-snapshot.ts';
import { Secret } from '../../model/secret.ts';
import { Halt, type Attempt } from './attempt.ts';
import { judge, whyNoForm } from './diagnose.ts';
import { recognise, told, type EntryForm } from './recognise.ts';
import { consentOn } from './ways.ts';

const PASSWORD_FIELD_MS = 6_000;
/** Until a press that sends nothing has shown what it does. */
const EFFECT_MS = 800;

/** Fills the form in, sends it, and looks whether anything speaks against its having worked. Throws Halt. */
export const enter = async (attempt: Attempt, first: EntryForm): Promise<void> => {
  const { tab, account, password, found } = attempt;
  // Where a riddle is asked, an attempt could only bring the account nearer to a lockout.
  if (first.captcha !== null) throw new Halt({ obstacle: 'captcha', seen: first.captcha });
  const form = await uncovered(attempt, first);
  if (form.username !== null && !(form.kind === 'password' && form.username.filled)) {
    if (!(await tab.type(form.username.ref, new Secret(account.username))))
      throw new Halt({ obstacle: 'not-sent', seen: `the field ${told(form.username)} takes nothing` });
    found.push(`typed the user name into ${told(form.username)}`);
  }
  let filled = form;
  if (form.kind === 'name-first') {
    tab.recorder.markFirst();
    filled = await goOn(attempt, form);
  }
  if (filled.password === null) throw new Halt({ obstacle: 'no-password', seen: 'the form has none' });
  if (!(await tab.type(filled.password.ref, password)))
    throw new Halt({ obstacle: 'not-sent', seen: `the field ${told(filled.password)} takes nothing` });
  found.push(`typed the password into ${told(filled.password)}`);

  const before = await tab.look();
  const from = tab.url;
  const away = tab.recorder.elsewhere.length;
  tab.markCredentials(password);
  const after = await send(attempt, before, () => tab.recorder.answers.length > 0 || tab.url.href !== from.href);
  if (after === null) throw new Halt({ obstacle: 'not-sent', seen: `seen: ${before.fields.map(told).join(', ')}` });
  const { answers } = tab.recorder;
  const stopped = judge({
    before,
    after,
    again: recognise(after),
    answers,
    samePage: tab.url.origin + tab.url.pathname === from.origin + from.pathname,
    elsewhere: tab.recorder.elsewhere[away] ?? null,
  });
  if (stopped !== null) throw new Halt(stopped);
  found.push(`signed in, and came to ${tab.url.pathname}`);
};

/** The form once nothing is asked before it that keeps it from being typed into. */
const uncovered = async ({ tab, found }: Attempt, form: EntryForm): Promise<EntryForm> => {
  const field = [form.username, form.password].find((one) => one !== null && !one.filled);
  if (field == null || (await tab.type(field.ref, new Secret('')))) return form;
  const asked = consentOn(await tab.look());
  if (asked !== null) {
    await tab.press(asked.ref);
    found.push(`pressed “${asked.name}”`);
  }
  return recognise(await tab.look()) ?? form;
};

/** The name was typed; waits for the password's field. */
const goOn = async (attempt: Attempt, form: EntryForm): Promise<EntryForm> => {
  const { tab } = attempt;
  const before = await tab.look();
  const from = tab.url.href;
  const away = tab.recorder.elsewhere.length;
  const asksNow = (page: PageSnapshot): EntryForm | null => {
    const now = recognise(page);
    return now?.kind === 'password' ? now : null;
  };
  const page = await send(
    attempt,
    before,
    (now) =>
      asksNow(now) !== null ||
      tab.url.href !== from ||
      tab.recorder.answers.length > 0 ||
      tab.recorder.elsewhere.length > away,
  );
  const settled = (seen: PageSnapshot) => {
    const why = whyNoForm(seen);
    const never = why !== null && why.obstacle !== 'passkey';
    return asksNow(seen) ?? (never || tab.recorder.elsewhere.length > away ? ('never' as const) : null);
  };
  const asked = page === null ? null : await tab.until(settled, PASSWORD_FIELD_MS);
  const now = asked === 'never' ? null : asked;
  if (now !== null) {
    if (now.captcha !== null) throw new Halt({ obstacle: 'captcha', seen: now.captcha });
    if (now.username !== null && !now.username.filled && now.username.name !== form.username?.name)
      await tab.type(now.username.ref, new Secret(attempt.account.username));
    return now;
  }
  const foreign = tab.recorder.elsewhere[away];
  if (foreign !== undefined) throw new Halt({ obstacle: 'elsewhere', seen: foreign.origin });
  const last = await tab.look();
  const { answers } = tab.recorder;
  const stopped = judge({
    before,
    after: last,
    again: recognise(last),
    answers,
    samePage: tab.url.href === from,
    elsewhere: null,
  });
  const seen = last.fields.length === 0 ? 'no field' : last.fields.map(told).join(', ');
  throw new Halt(whyNoForm(last) ?? stopped ?? { obstacle: 'no-password', seen: `seen: ${seen}` });
};

/** Presses what sends the form, the likeliest first, or Enter, until something came of it. Null: nothing did. */
const send = async (
  { tab, found }: Attempt,
  before: PageSnapshot,
  done: (page: PageSnapshot) => boolean,
): Promise<PageSnapshot | null> => {
  const [first, ...others] = (recognise(before)?.submits ?? []).filter(({ enabled }) => enabled);
  if (first === undefined) {
    await tab.enter();
    found.push('pressed Enter');
  } else {
    await tab.press(first.ref);
    found.push(`pressed “${first.name}”`);
  }
  const came = () => tab.until((page) => (done(page) ? page : null), EFFECT_MS);
  const page = await came();
  if (page !== null) return page;
  const again = recognise(await tab.look())?.submits.filter(({ enabled }) => enabled) ?? [];
  const other = first === undefined ? again[0] : again.find(({ name }) => others.some((one) => one.name === name));
  if (other === undefined) {
    if (first === undefined) return null;
    await tab.enter();
    found.push('pressed Enter');
  } else {
    await tab.press(other.ref);
    found.push(`pressed “${other.name}”`);
  }
  return came();
};
