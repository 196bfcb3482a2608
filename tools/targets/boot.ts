import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { definitionTools } from '../../harness/lab/definition-tools.ts';
import { chooseLauncher, createLauncher, type LauncherKind, type Ledger } from '../../harness/launch/launchers.ts';
import { variableOf, type DefineTarget, type TargetDefinition } from '../../harness/model/target.ts';
import { bundledFile } from '../../harness/settings.ts';

const PATIENCE_MS = 60_000;

export const definitionOf = async (name: string): Promise<TargetDefinition> => {
  const module = (await import(bundledFile(name))) as { default: DefineTarget };
  return module.default(definitionTools);
};

/** An app of another stack than ours: nothing is declared of its sign-in. */
export const isForeign = ({ signIn }: TargetDefinition): boolean => signIn === undefined;

/** An app that runs as somebody's staging machine would have it: all that is known of it is in `env`. */
export interface Running extends AsyncDisposable {
  readonly launch: LauncherKind;
  /** Its URL and the PEM of its authority. */
  readonly url: string;
  readonly ca: string | null;
  /** TARGET_USERNAME and its kin. */
  readonly accounts: Readonly<Record<string, string>>;
}

/** Boots a bundled target in production, behind the front it asks for. Throws LAUNCH where this machine cannot. */
export const bootTarget = async (definition: TargetDefinition, ledger: Ledger): Promise<Running> => {
  const { name, people, secret, launch } = definition;
  const folder = path.dirname(bundledFile(name));
  const { kind } = await chooseLauncher({ definition, folder, url: null, preference: 'auto' });
  const launcher = await createLauncher(kind === 'container' ? { kind: 'container' } : { kind: 'process' }, ledger);
  const deployment = await launcher.boot({
    definition,
    folder,
    env: secret === undefined ? {} : { [variableOf(secret)]: randomBytes(32).toString('hex') },
    mode: 'production',
    clock: null,
    flaw: null,
    front: true,
    patienceMs: PATIENCE_MS,
  });
  const close = (): Promise<void> => launcher.close();
  if (deployment.outcome.kind !== 'serves') {
    const printed = await deployment.output();
    await close();
    throw new Error(`"${name}" did not start, but ${deployment.outcome.kind}:\n${printed}`);
  }
  const { origin, ca } = deployment.address;
  // By number: nothing resolves the name that its front has.
  const { protocol, port } = new URL(origin);
  return {
    launch: launcher.kind,
    url: `${protocol}//127.0.0.1:${port}${launch?.readyPath ?? '/'}`,
    ca,
    accounts: {
      TARGET_USERNAME: people.alice?.username ?? '',
      TARGET_PASSWORD: people.alice?.password ?? '',
      TARGET_USERNAME_2: people.bob?.username ?? '',
      TARGET_PASSWORD_2: people.bob?.password ?? '',
    },
    [Symbol.asyncDispose]: close,
  };
};
