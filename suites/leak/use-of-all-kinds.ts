import type { Exchange, Lab } from '../../harness/index.ts';

/** Why nothing can be said of an app that writes nothing. */
export const nothingWritten =
  'to test it, let the app write what it logs to its standard output or error: nothing came there, at no start and in no use';

/** Alice signs in, uses the app and signs out, and somebody makes it err: what it wrote and answered meanwhile. */
export const useOfAllKinds = async ({ alice, probe, provoke, told, signOutRequest }: Lab) => {
  const person = alice.another();
  const session = await person.signIn();
  const live = await probe(session);
  const marker = crypto.randomUUID();
  const answers: (Exchange | null)[] = [person.answer, person.landing];
  answers.push(...(await provoke(session)).map(({ answer }) => answer));
  if ((await signOutRequest()) !== null) answers.push(await person.signOut());
  // Last: where requests are logged, all lines before it are there when it is.
  answers.push(await person.get(`/no-such-page-${marker}`));
  const given = answers.filter((answer) => answer !== null);
  return { session, live, told: await told(session, given, marker) };
};
