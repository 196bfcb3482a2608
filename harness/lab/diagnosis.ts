import { HarnessError } from '../errors.ts';
import type { Network } from '../http/network.ts';
import { header, type Exchange } from '../model/exchange.ts';
import type { Account } from '../model/target.ts';
import { readPage, signInForm } from '../signin/forms.ts';
import { asking, type Question } from '../signin/oracle.ts';
import type { SignInTaken } from '../signin/sign-in.ts';

export const unreachable = (network: Network, entry: Exchange): HarnessError =>
  new HarnessError(
    'UNREACHABLE',
    `${network.origin} did not answer: ${entry.failure}; check the address, and that the app listens there`,
  );

/**
 * Whether the target itself said no to the credentials: sent once more, they only bring an account nearer to its lockout.
 * A sign-in that is announced and then lost leads elsewhere first.
 */
export const isRefusal = ({ answer, landing }: Pick<SignInTaken, 'answer' | 'landing'>): boolean => {
  if (answer === null || answer.status === 0) return false;
  if (answer.status >= 400 && answer.status < 500) return true;
  const asksAgain = ({ body, url }: Exchange) => signInForm(readPage(body, url)) !== undefined;
  if (answer.status < 300) return asksAgain(answer);
  const leads = URL.parse(header(answer, 'location') ?? '', answer.url);
  return landing !== null && leads?.pathname === landing.url.pathname && asksAgain(landing);
};

/** A sign-in after which nobody is signed in: refused, or lost, or not to be told. */
export const notSignedIn = (
  candidates: readonly Question[],
  { answer, landing }: SignInTaken,
  account: Account,
): HarnessError => {
  const asked = candidates.map(asking).join(', ');
  const formAgain = landing !== null && signInForm(readPage(landing.body, landing.url)) !== undefined;
  const refused = formAgain || (answer !== null && answer.status >= 400 && answer.status < 500);
  const seen =
    answer === null ? 'a custom sign-in' : `status ${answer.status}${formAgain ? ', the form was shown again' : ''}`;
  return refused
    ? new HarnessError(
        'SIGN_IN',
        `the target refused the sign-in of "${account.username}" (seen: ${seen}): check TARGET_USERNAME and TARGET_PASSWORD, or \`people\``,
      )
    : new HarnessError(
        'ORACLE',
        `after the sign-in of "${account.username}" (seen: ${seen}) nothing tells her from a stranger: ${asked} answered both alike. ` +
          "Either the sign-in was lost, or declare a request that tells, for example whoAmI: get('/account')",
      );
};

/** A browser signed in, and no question shows it. */
export const notTold = (candidates: readonly Question[], account: Account): HarnessError =>
  new HarnessError(
    'ORACLE',
    `a browser signed in as "${account.username}", and nothing tells her from a stranger: ${candidates.map(asking).join(', ')} ` +
      "answered both alike, or not steadily. Either the sign-in was lost, or declare a request that tells, for example whoAmI: get('/account')",
  );

/** Each identifier serves once: a copy that is presented again is worth nothing, nor can it be judged. */
export const rotating = (question: Question, account: Account): HarnessError =>
  new HarnessError(
    'SIGN_IN',
    `the target replaces the identifier at every request: ${asking(question)} knew "${account.username}" once, sent a new one, and ` +
      'refused the one before when it was shown again. The sign-in is not lost; such sessions cannot be judged yet, since ' +
      'every check shows one identifier several times',
  );

/** Only the browser's own sign-in was known: no client of ours can hold what it held. */
export const notWithoutBrowser = (question: Question, account: Account): HarnessError =>
  new HarnessError(
    'SIGN_IN',
    `a browser signed in as "${account.username}", and ${asking(question)} knew it; whoever signed in then, over HTTP or by another ` +
      'browser, was a stranger to it: a session bound to one browser cannot be judged yet',
  );
