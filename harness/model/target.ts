import type { Client } from './client.ts';
import type { PartShape } from './identifier.ts';
import type { TokenRule } from './token-rule.ts';

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
  /** Where there is no engine, or an image that can be had nowhere, it is not run, and that is said, instead of an error. */
  readonly optional?: true;
}

/** A compose file of the owner's, as it is delivered. */
export interface ComposeLaunch {
  /** Relative to the definition. */
  readonly file: string;
  /** The service that is the app; the others that it needs are started beside it. */
  readonly service: string;
  /** The port the app listens on inside its container. */
  readonly port: number;
  /** Over what the file says of the app; also what `${…}` in the file stands for. */
  readonly env?: Env;
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
  readonly compose?: ComposeLaunch;
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

/** What is sent as JSON: a template in which `{username}` and `{password}` stand for the account, or a function of it. */
export type JsonBody = { readonly [name: string]: unknown } | ((person: Account) => unknown);

/** A sign-in by one JSON request. */
export interface JsonSignIn {
  readonly kind: 'json';
  readonly path: string;
  readonly body: JsonBody;
}

/**
 * One step of a sign-in over HTTP. In its texts `{username}`, `{password}` and `{basic}` (both, as the Basic scheme
 * writes them) stand for the account, and these for what the answers so far brought: `{cookie:NAME}`, `{meta:NAME}`,
 * `{field:NAME}` (a hidden one), `{json:a.b.0}`, `{header:NAME}`.
 */
export type SignInStep =
  /** A path to get; redirects are followed. */
  | { readonly open: string }
  /** Sends the form of the current page that has these fields, its hidden ones included; redirects are followed. */
  | { readonly fill: Readonly<Record<string, string>>; readonly form?: string }
  /** One request, as a script of the page would send it; redirects are followed. */
  | { readonly send: SendStep };
export interface SendStep {
  readonly method: string;
  readonly path: string;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A sign-in by several requests, as plain data. */
export interface StepsSignIn {
  readonly kind: 'steps';
  readonly steps: readonly SignInStep[];
}

/** A sign-in that only a browser can do: its scripts make what is sent. */
export interface BrowserSignIn {
  readonly kind: 'browser';
  /** Where to begin to look for the form. */
  readonly path: string;
}

export interface CustomStep<Result> {
  readonly kind: 'custom';
  readonly run: (client: Client, person: Account) => Promise<Result>;
}

/** One declared request. Tokens against CSRF are picked up from the page that holds a form for the same path. */
export interface RequestSpec {
  readonly kind: 'request';
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A whole URL where another of the target's origins hosts it. */
  readonly path: string;
  /** The page to take a form or token from before an unsafe request; null: from none. Default: the page after sign-in, then `/`. */
  readonly page?: string | null;
  readonly json?: unknown;
  /** Of a script's request, where the answer depends on them. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Fields that a person would fill in, sent beside the hidden ones. */
  readonly form?: Readonly<Record<string, string>>;
}

/** Something that a signed-in person may change as often as she likes, and that shows afterwards. */
export interface ChangeSpec {
  /**
   * In its fields or its JSON `{marker}` stands for a word of the suite's own. Of steps the last makes the change; those
   * before bring what it needs, a token for a header for example.
   */
  readonly by: RequestSpec | StepsSignIn;
  /** Where that word is then shown to her. Default: the page of the form, or that the steps open, else the request's path. */
  readonly shownAt?: string;
}

/** A sign-in that is plain data, so that it can be found, and written into a definition. */
export type PlainSignIn =
  | FormSignIn
  | (JsonSignIn & { readonly body: { readonly [name: string]: unknown } })
  | StepsSignIn
  | BrowserSignIn;
export type SignIn = PlainSignIn | JsonSignIn | CustomStep<void>;
/** A sign-out that asks the server for nothing: the page's scripts drop these from the browser, and that is all. */
export interface ForgetSignOut {
  readonly kind: 'forget';
  readonly parts: readonly PartShape[];
}
/** A sign-out that is plain data. Of steps, those that have no credentials in them. */
export type PlainSignOut = RequestSpec | StepsSignIn | ForgetSignOut;
export type SignOut = PlainSignOut | CustomStep<void>;

/** How a sign-in asks to be remembered: further fields that it sends, or a sign-in of its own. */
export interface RememberMe {
  readonly fields?: Readonly<Record<string, string>>;
  readonly signIn?: CustomStep<void>;
  /** How long a remembered sign-in lives at most, by its documentation. */
  readonly lifetime?: Duration;
}

/** Something that can be begun in somebody's name and that by itself must not sign them in: a request for a new password. */
export interface UnfinishedFlow {
  readonly name: string;
  readonly start: CustomStep<void>;
  /** What is still missing, where that then signs in: the code after a password. */
  readonly finish?: CustomStep<void>;
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
  /** So many wrong passwords for one account are taken in a row at most, before it is locked or slowed down. */
  readonly triesAtSignIn?: number;
}

/** A one-line deviation of a target of ours, and its whole expected row: every check that does not pass because of it. */
export interface Flaw {
  readonly id: string;
  readonly about: string;
  /** Environment that the flaw needs besides its switch. */
  readonly env?: Env;
  /** A Dockerfile of its own, where the flaw is in the image and not in the app. */
  readonly build?: string;
  /** A compose file of its own, where the flaw is in what is delivered beside the app. */
  readonly compose?: string;
  /** Check code → the verdict expected and why. All others must do as they do on the healthy target. */
  readonly row: Readonly<Record<string, RowEntry>>;
}
/** The verdict, why, and words that the report must then say. */
export type RowEntry = readonly [verdict: FlawVerdict, why: string, says?: string];
/** `pass` is said only where the healthy target does otherwise. */
export type FlawVerdict = 'pass' | 'fail' | 'warn' | 'blocked' | 'inconclusive' | 'not-applicable' | 'not-tested';

/**
 * Where the signing secret comes from: the variable `env` holds it, or the variable `file` names a file that does, as
 * secrets managers mount it. `rotation`: there is a comma-separated list of which the first signs and all verify, or a new
 * secret simply replaces the old one.
 */
export type SecretSource = (
  | { readonly env: string; readonly file?: never }
  | { readonly file: string; readonly env?: never }
) & {
  readonly minLength?: number;
  readonly rotation?: 'comma-separated' | 'replace';
};
/** The variable that is set. */
export const variableOf = (secret: SecretSource): string => secret.env ?? secret.file ?? '';

/** What a target file declares. Only `name` and either `launch` or a URL, and one account, are required. */
export interface TargetDefinition {
  readonly name: string;
  readonly about?: string;
  readonly launch?: Launch;
  readonly url?: string;
  /** What production means here, and which variables must be there for it to start. */
  readonly production?: { readonly env: Env; readonly required?: readonly string[] };
  readonly development?: { readonly env: Env };
  /** Where the signing secret comes from. Left out: the target signs nothing. */
  readonly secret?: SecretSource;
  readonly front?: 'tls';
  readonly people: People;
  readonly signIn?: SignIn;
  readonly signOut?: SignOut;
  readonly whoAmI?: RequestSpec;
  /** Which tokens of answers scripts send in headers, and how. Left out: they are looked for. */
  readonly tokens?: readonly TokenRule[];
  /** A harmless action after which the session, or a cookie, holds more. Done 50 times on targets that may be written to. */
  readonly fill?: RequestSpec;
  /** A harmless change that other sites try to make in somebody's name. Only on targets that may be written to. */
  readonly change?: ChangeSpec;
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
  /** Paths that the app's pages ask for by themselves, again and again: they are to count as no use of a session. */
  readonly passive?: readonly string[];
  readonly rememberMe?: RememberMe;
  /** Each is begun for bob by a client that is not his; only on targets that may be written to. */
  readonly unfinished?: readonly UnfinishedFlow[];
  /** How a signed-in person proves once more who they are, before something that matters. */
  readonly stepUp?: CustomStep<void>;
  readonly promises?: Promises;
  /** Findings that are accepted until a day (YYYY-MM-DD), each with a reason and an owner. */
  readonly waivers?: readonly {
    readonly check: string;
    readonly target?: string | undefined;
    readonly because: string;
    readonly owner: string;
    readonly until: string;
    readonly ticket?: string | undefined;
  }[];
  /** Command-line of the flawed entry, which the shipped image does not start; gets the flaw's id as last argument. */
  readonly flawed?: { readonly process: readonly string[]; readonly build?: string };
  readonly flaws?: readonly Flaw[];
  /** Checks that end otherwise than in a pass, without a flaw: code → verdict and reason. A fail or warn is a true finding. */
  readonly expected?: Readonly<Record<string, RowEntry>>;
}

export interface OneTimeCodeOptions {
  /** Default 6. */
  readonly digits?: number;
  /** In seconds; default 30. */
  readonly period?: number;
  /** Default SHA1, as authenticator apps do. */
  readonly algorithm?: 'SHA1' | 'SHA256' | 'SHA512';
}
/** The code of a moment, in the time of the target that the client talks to. */
export type OneTimeCode = (client: Pick<Client, 'now'>) => string;

/** What a definition file is handed, so that it also works outside this repository. */
export interface DefinitionTools {
  readonly target: (definition: TargetDefinition) => TargetDefinition;
  readonly form: (path: string, fields?: { usernameField?: string; passwordField?: string }) => FormSignIn;
  readonly json: (path: string, body?: JsonBody) => JsonSignIn;
  readonly steps: (...steps: SignInStep[]) => StepsSignIn;
  readonly browser: (path?: string) => BrowserSignIn;
  readonly get: (path: string, options?: { headers?: Readonly<Record<string, string>> }) => RequestSpec;
  readonly post: (
    path: string,
    options?: {
      page?: string;
      json?: unknown;
      form?: Readonly<Record<string, string>>;
      headers?: Readonly<Record<string, string>>;
    },
  ) => RequestSpec;
  /** A sign-out that only makes the browser forget: tokens by the name of their header, or by where they were found. */
  readonly forget: (...parts: PartShape[]) => ForgetSignOut;
  /** Codes of an authenticator app, from the secret that its QR code holds (base32): `totp('…')(client)`. */
  readonly totp: (secret: string, options?: OneTimeCodeOptions) => OneTimeCode;
  readonly custom: <Result>(run: (client: Client, person: Account) => Promise<Result>) => CustomStep<Result>;
}
export type DefineTarget = (tools: DefinitionTools) => TargetDefinition;
