import type { Env, TargetDefinition } from '../model/target.ts';
import type { DeliveredStores } from './delivered-stores.ts';
import type { FaultControl } from './faults.ts';
import type { ImageSearch } from './search-image.ts';
import type { Store } from './service-group.ts';

/** Where the target can be reached. `host:port` of `origin` is dialled at `dial` whatever the name resolves to. */
export interface Address {
  /** As a person's browser would have it: `https://reference.test:41234` before a front, else `http://127.0.0.1:41235`. */
  readonly origin: string;
  /** Where to connect, when it is not what the origin says. */
  readonly dial: { readonly host: string; readonly port: number } | null;
  /** PEM of the certificate authority to trust, when a front made one. */
  readonly ca: string | null;
}

/** What one boot asks for. */
export interface BootRequest {
  readonly definition: TargetDefinition;
  /** Folder of the definition file: commands run there and `build` is relative to it. */
  readonly folder: string;
  /** Over the launcher's env and the mode's env; `undefined` takes a variable away. */
  readonly env: Env;
  readonly mode: 'production' | 'development';
  /** Null: time is not moved. */
  readonly clock: 'wall' | 'all' | null;
  /** Id of a flaw: the flawed entry is started instead. */
  readonly flaw: string | null;
  /** Whether to put the front before it (when the definition asks for one). */
  readonly front: boolean;
  /** How long to wait for a first answer below 500 or an exit, in milliseconds. */
  readonly patienceMs: number;
  /**
   * Boots with the same key and the same clock mode share one store: the data folder of a process, the services of a container.
   * Left out: a process has a folder of its own, un-clocked containers of one definition share their services, clocked ones do not.
   */
  readonly dataKey?: string;
  /** How many instances of the app run over the same data, behind one front. Default 1. */
  readonly replicas?: number;
  /** Its services can be made to fail: they are its own, and shared with nobody. */
  readonly faulty?: true;
}

/** How a boot ended. */
export type BootOutcome =
  | { readonly kind: 'serves'; readonly status: number } // answered HTTP below 500
  | { readonly kind: 'errors'; readonly status: number } // answers, but only 5xx
  | { readonly kind: 'exits'; readonly code: number | null } // ended by itself
  | { readonly kind: 'hangs' }; // neither answered nor ended in time

/** Which way an app is ended from outside. */
export type EndSignal = 'SIGTERM' | 'SIGKILL';

/** One of several instances of a deployment. */
export interface Replica {
  readonly address: Address;
  readonly outcome: BootOutcome;
}

/** A launched target. Ends with `await using`, with the lab, or by the ledger's next sweep. */
export interface Deployment extends AsyncDisposable {
  readonly outcome: BootOutcome;
  readonly address: Address;
  /** The app itself, behind whatever front `address` leads through. Equal to `address` without one. */
  readonly bare: Address;
  /** Milliseconds until `outcome` was known. */
  readonly bootMs: number;
  /** All of stdout and stderr so far, streams read to their end when the target has exited. */
  output(): Promise<string>;
  /**
   * Stops the app and starts it again over the same services and data. The origin stays. `env` goes over the boot's own
   * settings, not over those of an earlier restart: `restart({})` starts what the boot started.
   */
  restart(env: Env): Promise<BootOutcome>;
  /**
   * Ends the app by a signal and starts the very same again, with the settings that it had: the same container, or a
   * process over the same data. SIGTERM grants it a moment, SIGKILL none.
   */
  bounce(signal: EndSignal): Promise<BootOutcome>;
  /** Whether the app has not ended by itself. */
  running(): Promise<boolean>;
  /** Each instance where several run, behind a front of its own as `address` is. */
  readonly replicas: readonly Replica[];
  /** Present when it was booted `faulty`, and has services. */
  readonly faults: FaultControl | null;
  /** The services beside it in a container, as far as they can be read. */
  readonly stores: readonly Store[];
  /** Present when time can be moved. */
  readonly clock: ClockControl | null;
  /** What was really used, for `results.json`. */
  readonly used: {
    readonly engine: string | null;
    readonly services: readonly string[];
    readonly image: string | null;
  };
}

export interface ClockControl {
  readonly mode: 'wall' | 'all';
  /** Moves the app and its services forward together. Never backward. Returns at once. */
  advance(ms: number): Promise<void>;
  /** How far time was moved in all, in milliseconds. */
  readonly offsetMs: number;
  /** Asks every service for its time: service name → its time in epoch milliseconds, or null where it cannot be asked. */
  serviceTimes(): Promise<Readonly<Record<string, number | null>>>;
  /** Plants a record that lives one minute in every service that can hold one; the function tells whether all have died. Null: no service can. */
  plantShortLived(): Promise<(() => Promise<boolean>) | null>;
}

export type LauncherKind = 'container' | 'compose' | 'process' | 'url';

/** A way to bring a target to life. Disposing of it ends every deployment it made and the stores they shared. */
export interface Launcher extends AsyncDisposable {
  readonly kind: LauncherKind;
  /** Names of the services beside the app, where its definition does not tell them. */
  readonly services?: readonly string[];
  /** Names of the settings that the app gets besides what its definition says. */
  readonly delivers?: readonly string[];
  boot(request: BootRequest): Promise<Deployment>;
  /** The environment that the image of such a boot brings, as `NAME=value`. Absent where there is no image. */
  imageEnv?(request: Pick<BootRequest, 'definition' | 'folder' | 'flaw'>): Promise<readonly string[]>;
  /** How the stores of the stack that the owner delivers receive a neighbour; null: no stack is declared. Absent where no engine is. */
  lookAtDelivered?(request: Pick<BootRequest, 'definition' | 'folder' | 'flaw'>): Promise<DeliveredStores | null>;
  /** Searches the image that such a boot would start. Absent where there is no image. */
  searchImage?(request: Pick<BootRequest, 'definition' | 'folder' | 'flaw'>): Promise<ImageSearch>;
  close(): Promise<void>;
}
