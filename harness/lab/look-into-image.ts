import { HarnessError } from '../errors.ts';
import type { Launcher } from '../launch/deployment.ts';
import type { Masker } from '../model/masking.ts';
import { Secret } from '../model/secret.ts';
import { variableOf } from '../model/target.ts';
import type { LoadedTarget } from './definitions.ts';
import type { ImageSeen } from './protocol.ts';

/** What is inside the image. Throws LAUNCH where there is none. */
export const lookIntoImage = async (
  name: string,
  { definition, folder, flaw }: LoadedTarget,
  launcher: Launcher,
  masker: Masker,
): Promise<ImageSeen> => {
  const search = await launcher.searchImage?.({ definition, folder, flaw });
  if (search === undefined) throw new HarnessError('LAUNCH', `the target "${name}" has no image here`);
  for (const { value, suspicious } of search.findings) {
    if (suspicious) masker.know(new Secret(value), 'secret');
  }
  const { container, compose } = definition.launch ?? {};
  const own = { ...(launcher.kind === 'compose' ? compose?.env : container?.env), ...definition.production?.env };
  const secret = definition.secret === undefined ? '' : variableOf(definition.secret);
  const set = own[secret] !== undefined || (launcher.delivers ?? []).includes(secret);
  return { ...search, setByDefinition: set };
};
