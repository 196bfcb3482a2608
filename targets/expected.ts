import type { TargetDefinition } from '../harness/index.ts';

export type Expected = NonNullable<TargetDefinition['expected']>;

/** The same outcome of several checks, for one reason. A fail or a warn is a true finding, and the reason says of what. */
export const outcome = (verdict: Expected[string][0], reason: string, ...codes: readonly string[]): Expected =>
  Object.fromEntries(codes.map((code) => [code, [verdict, reason]]));

const COOKIES = Array.from({ length: 11 }, (_, at) => `COOK-${String(at + 1).padStart(2, '0')}`);

/** What is seen of services beside an app. */
export const withoutServices: Expected = outcome(
  'not-applicable',
  'no service stands beside it',
  ...'STORE-03 STORE-04 STORE-05 STORE-06 STORE-07 STORE-08'.split(' '),
);
/** An app of which nobody said that it should. */
export const takesAnyNumberOfTries: Expected = {
  ...outcome('fail', 'wrong passwords are taken for ever: nothing counts them', 'RATE-01'),
  ...outcome('blocked', 'where there is no limit none can be dodged', 'RATE-03'),
};
/** What no app of another stack can be asked: nothing is declared of it. */
export const undeclared: Expected = {
  ...outcome('not-applicable', 'no flow that begins before sign-in is declared', 'FIX-06'),
  ...outcome('not-applicable', 'no other surface is declared', 'OUT-03'),
  ...outcome('not-applicable', 'no way to be remembered is declared', 'OUT-06'),
  ...outcome('not-applicable', 'no limit is promised that the measured ones could be compared with', 'EXP-06'),
  ...outcome('not-tested', 'no idle limit is promised', 'EXP-02'),
  ...outcome('not-tested', 'no slow request is declared', 'RACE-01', 'RACE-02'),
  ...takesAnyNumberOfTries,
  ...withoutServices,
};
export const withoutSecret: Expected = outcome(
  'not-applicable',
  'it signs nothing and has no secret',
  ...'BOOT-01 BOOT-02 BOOT-03 BOOT-04 BOOT-05 BOOT-06 BOOT-07 BOOT-08 LEAK-01'.split(' '),
);
/** With a secret that its libraries look at no closer. */
export const carelessOfItsSecret: Expected = {
  ...outcome('fail', 'forty spaces are taken for a secret: its length is all that is looked at, if that', 'BOOT-03'),
  ...outcome('warn', 'a secret printed in a tutorial is taken', 'BOOT-04'),
  ...outcome('not-applicable', 'no start for development is declared', 'BOOT-05'),
  ...outcome('not-applicable', 'its sessions are not promised to outlive a restart', 'BOOT-06', 'BOOT-07'),
};
/** Nothing that others could forge is declared, and it is signed out of by an address (OUT-04). */
export const nothingToForge: Expected = outcome(
  'not-tested',
  'no change is declared, and its sign-out is an address',
  'CSRF-01',
  'CSRF-03',
  'CSRF-04',
);
/** What travels in a header is sent by its own scripts alone. */
export const sentByScriptsAlone: Expected = outcome(
  'not-applicable',
  'browsers send nothing of it by themselves',
  'CSRF-01',
  'CSRF-03',
  'CSRF-04',
);
/** Kept where neither a restart nor a second instance finds them. */
export const forgetful = (how: string): Expected => outcome('warn', how, 'STORE-01', 'STORE-02');
/** It writes nothing, so that nothing shows whether it would be read. */
export const silent: Expected = outcome('not-tested', 'it writes nothing to its output', 'LEAK-02');
export const opaque: Expected = outcome(
  'not-applicable',
  'its identifier is a reference without a signature',
  ...'SIG-02 SIG-03 SIG-04 SIG-05'.split(' '),
);
export const noToken: Expected = outcome('not-applicable', 'its identifier is no JWT', 'SIG-04', 'SIG-05');
export const noCookie: Expected = {
  ...outcome('not-applicable', 'the session travels in a header that scripts set', ...COOKIES, 'FIX-02', 'FIX-05'),
  ...outcome('not-applicable', 'there is no cookie to take away', 'OUT-02'),
};
export const payload: Expected = outcome('not-applicable', 'the client holds a signed payload', 'SID-01', 'SID-02');
/** Idle sessions live for longer than the hour that the policy allows. */
export const idlesFor = (how: string): Expected => ({
  ...outcome('warn', how, 'EXP-01'),
  ...outcome('not-tested', 'no idle limit is promised, and none within the policy was met', 'EXP-05'),
});
