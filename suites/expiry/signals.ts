import {
  anonymous,
  header,
  note,
  precondition,
  recommendation,
  type Exchange,
  type Sighting,
  type Statement,
  type TimedWorld,
  type Truth,
} from '../../harness/index.ts';

type Person = TimedWorld['alice'];

/** What a client was answered that asked as a script of the app does, and opened its page as a person does. */
export interface Answers {
  readonly script: Exchange;
  readonly page: Awaited<ReturnType<Person['reopen']>>;
  /** The same page for somebody who never signed in. */
  readonly asStranger: Awaited<ReturnType<Person['reopen']>>;
}
export interface Signals {
  /** While the session was alive. */
  before: Answers | null;
  /** After it had ended. */
  after: Answers | null;
  /** Whether it stayed so after these had been asked. */
  again: Sighting | null;
}

export const askAs = async (person: Person): Promise<Answers> => ({
  script: await person.script(),
  page: await person.reopen(),
  asStranger: await person.another().reopen(person),
});

const isData = (answer: Exchange): boolean =>
  answer.status === 200 && /json/i.test(header(answer, 'content-type') ?? '');

const isRefusal = ({ status }: Exchange): Truth => {
  if (status === 0 || status === 429 || status >= 500) return 'unknown';
  return status === 401 || status === 403 ? 'yes' : 'no';
};

/** Whether those whose session has expired are told so: scripts by a status, people by the sign-in page. */
export const told = ({ before, after, again }: Signals): readonly Statement[] => {
  if (before === null || after === null || again === null) return [];
  const onlySignedIn = before.page?.asksToSignIn === 'no' && before.asStranger?.asksToSignIn === 'yes';
  const { script, page } = after;
  return [
    precondition('EXP-05')('what has expired stays so', anonymous(again), again),
    isData(before.script)
      ? recommendation('a script whose session has expired is answered 401 or 403', isRefusal(script), script)
      : note('no script of the app is known that could be told'),
    onlySignedIn && page !== null
      ? recommendation('a person whose session has expired reaches the sign-in page', page.asksToSignIn, page.page)
      : note('no page is known that only signed-in people see'),
  ];
};
