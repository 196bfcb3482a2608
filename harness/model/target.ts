import type { Client } from './client.ts';

export type { Client } from './client.ts';

/** Environment of a boot. `undefined` takes a variable away, which is not the same as setting it to "". */
export type Env = Readonly<Record<string, string | undefined>>;

/** How a container target is made. Exactly one of `image` and `build` (a folder with a Dockerfile, relative to the definition). */
export interface ContainerLaunch {
  readonly image?: string;
  readonly build?: string;
  /** The port the app listens on inside the container. */
  readonly port: number;
  /** Companions on the private network: host name → image. */
  readonly services?: Readonly<Record<string, string>>;
  readonly env?: Env;
  readonly command?: readonly string[];
}

export interface ProcessLaunch {
  /** Run in the definition's folder, with `PORT` set to a free loopback port. */
  readonly command: readonly string[];
  readonly env?: Env;
  /** Variables that get the path of a fresh empty folder, kept across restarts of one deployment. */
  readonly dataDirEnv?: string;
}

export interface Launch {
  readonly container?: ContainerLaunch;
  readonly process?: ProcessLaunch;
  /** Path that is asked until it answers. Default `/`. */
  readonly readyPath?: string;
}

/** One account. The password is typed into the target and nowhere else. */
export interface Account {
  readonly username: string;
  readonly password: string;
}

export interface Pair {
  readonly alice: Account;
  readonly bob: Account;
}

/** Either `alice` (with `bob` and a `pool` where there are more), or `register`. */
export interface People {
  readonly alice?: Account;
  readonly bob?: Account;
  /** Opens an account for somebody made up; called for each person of each check, on targets that the suite starts. */
  readonly register?: (client: Client, person: Account) => Promise<void>;
  /** Disposable pairs, one lent to each check, so that checks run side by side. */
  readonly pool?: readonly Pair[];
}

/** A sign-in through an HTML form: hidden fields and tokens are taken from the page. */
export interface FormSignIn {
  readonly kind: 'form';
  readonly path: string;
  /** Names of the two fields; found by their types when left out. */
  readonly usernameField?: string;
  readonly passwordField?: string;
}

/** A sign-in by one JSON request. */
export interface JsonSignIn {
  readonly kind: 'json';
  readonly path: string;
  readonly body: (person: Account) => unknown;
}

export interface CustomStep<Result> {
  readonly kind: 'custom';
  readonly run: (client: Client, person: Account) => Promise<Result>;
}

/** One declared request. Tokens against CSRF are picked up from the page that holds a form for the same path. */
export interface RequestSpec {
  readonly kind: 'request';
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** The page to take a form or token from before an unsafe request. Default: the page after sign-in, then `/`. */
  readonly page?: string;
  readonly json?: unknown;
  /** Fields that a person would fill in, sent beside the hidden ones. */
  readonly form?: Readonly<Record<string, string>>;
}

export type SignIn = FormSignIn | JsonSignIn | CustomStep<void>;
export type SignOut = RequestSpec | CustomStep<void>;

/** How a sign-in asks to be remembered: further fields that it sends, or a sign-in of its own. */
export interface RememberMe {
  readonly fields?: Readonly<Record<string, string>>;
  readonly signIn?: CustomStep<void>;
  /** How long a remembered sign-in lives at most, by its documentation. */
  readonly lifetime?: Duration;
}

/** Something that anybody can begin in somebody's name, and that must not sign them in: a request for a new password. */
export interface UnfinishedFlow {
  readonly name: string;
  readonly start: CustomStep<void>;
}

/** A duration as `90s`, `30m`, `12h`, `7d`, or milliseconds. */
export type Duration = string | number;

/** Numbers and decisions that the owner documents; the policy is a statement apart. */
export interface Promises {
  readonly idleTimeout?: Duration;
  readonly lifetime?: Duration;
  /** Sessions outlive a restart with an unchanged secret. */
  readonly survivesRestart?: boolean;
  /** Whether it may run as several instances over the same data, behind a front that chooses any. */
  readonly replicas?: boolean;
}

/** A one-line deviation of a target of ours, and its whole expected row: every check that does not pass because of it. */
export interface Flaw {
  readonly id: string;
  readonly about: string;
  /** Environment that the flaw needs besides its switch. */
  readonly env?: Env;
  /** A Dockerfile of its own, where the flaw is in the image and not in the app. */
  readonly build?: string;
  /** Check code → the verdict expected and why. All others must do as they do on the healthy target. */
  readonly row: Readonly<Record<string, RowEntry>>;
}
/** The verdict, why, and words that the report must then say. */
export type RowEntry = readonly [verdict: FlawVerdict, why: string, says?: string];
/** `pass` is said only where the healthy target does otherwise. */
export type FlawVerdict = 'pass' | 'fail' | 'warn' | 'blocked' | 'inconclusive' | 'not-applicable' | 'not-tested';

/** What a target file declares. Only `name` and either `launch` or a URL, and one account, are required. */
export interface TargetDefinition {
  readonly name: string;
  readonly about?: string;
  readonly launch?: Launch;
  readonly url?: string;
  /** What production means here, and which variables must be there for it to start. */
  readonly production?: { readonly env: Env; readonly required?: readonly string[] };
  readonly development?: { readonly env: Env };
  /**
   * Where the signing secret comes from. Left out: the target signs nothing. `rotation`: the variable takes a
   * comma-separated list of which the first signs and all verify, or a new secret simply replaces the old one.
   */
  readonly secret?: {
    readonly env: string;
    readonly minLength?: number;
    readonly rotation?: 'comma-separated' | 'replace';
  };
  readonly front?: 'tls';
  readonly people: People;
  readonly signIn?: SignIn;
  readonly signOut?: SignOut;
  readonly whoAmI?: RequestSpec;
  /** A harmless action after which the session, or a cookie, holds more. Done 50 times on targets that may be written to. */
  readonly fill?: RequestSpec;
  /** Names of cookies that the app's own scripts read, so that they are not HttpOnly. */
  readonly scriptReadable?: readonly string[];
  /** The path below which the app lives, where others share its host. */
  readonly mount?: string;
  /** Pages that anybody may see, other than the sign-in page. Default `/`, `/robots.txt` and a path that does not exist. */
  readonly publicPaths?: readonly string[];
  /** Pages that only a signed-in person sees, besides where sign-in ends: a real browser looks at them. */
  readonly pages?: readonly string[];
  /** Other requests that accept the session (an API, a download): each tells alice from a stranger and changes nothing. */
  readonly surfaces?: readonly RequestSpec[];
  /** Requests of a signed-in person that take a second or more, and are answered below 400: a sign-out overtakes them. */
  readonly slow?: readonly RequestSpec[];
  readonly rememberMe?: RememberMe;
  /** Each is begun for bob by a client that is not his; only on targets that may be written to. */
  readonly unfinished?: readonly UnfinishedFlow[];
  /** How a signed-in person proves once more who they are, before something that matters. */
  readonly stepUp?: CustomStep<void>;
  readonly promises?: Promises;
  /** Command-line of the flawed entry, which the shipped image does not start; gets the flaw's id as last argument. */
  readonly flawed?: { readonly process: readonly string[]; readonly build?: string };
  readonly flaws?: readonly Flaw[];
  /** Checks that end otherwise than in a pass on the healthy target: code → verdict and reason. */
  readonly expected?: Readonly<Record<string, readonly ['not-applicable' | 'inconclusive' | 'not-tested', string]>>;
}

/** What a definition file is handed, so that it also works outside this repository. */
export interface DefinitionTools {
  readonly target: (definition: TargetDefinition) => TargetDefinition;
  readonly form: (path: string, fields?: { usernameField?: string; passwordField?: string }) => FormSignIn;
  readonly json: (path: string, body?: (person: Account) => unknown) => JsonSignIn;
  readonly get: (path: string) => RequestSpec;
  readonly post: (
    path: string,
    options?: { page?: string; json?: unknown; form?: Readonly<Record<string, string>> },
  ) => RequestSpec;
  readonly custom: <Result>(run: (client: Client, person: Account) => Promise<Result>) => CustomStep<Result>;
}
export type DefineTarget = (tools: DefinitionTools) => TargetDefinition;
