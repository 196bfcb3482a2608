import { HarnessError, messageOf } from '../errors.ts';
import type { TargetDefinition } from '../model/target.ts';
import type { LauncherKind } from './deployment.ts';
import { basesOf, buildContextOf } from './dockerfile.ts';
import { askEngine, hasEngine, type EngineAnswer } from './engine.ts';
import { ensureImage } from './image.ts';

export type LaunchPreference = 'auto' | 'container' | 'process';

export interface Choice {
  readonly kind: LauncherKind;
  /** One line for the reader: what was taken, and why. */
  readonly reason: string;
}

export interface ChoiceQuestion {
  readonly definition: TargetDefinition;
  /** Folder of the definition file. */
  readonly folder: string;
  /** Null: the target is to be launched. */
  readonly url: string | null;
  readonly preference: LaunchPreference;
  readonly engine?: () => Promise<EngineAnswer>;
}

const unusable = ({ definition }: ChoiceQuestion, seen: string, advice: string): HarnessError =>
  new HarnessError('LAUNCH', `Target "${definition.name}" cannot be launched: ${seen}. ${advice}`);

/** Throws where it cannot be had, and its definition says that this may be. */
const mindImages = async (question: ChoiceQuestion, answer: EngineAnswer): Promise<void> => {
  if (question.definition.launch?.container?.optional !== true) return;
  const missing = await imageMissing(question, answer);
  if (missing !== null) throw new HarnessError('ABSENT', `not run: ${missing}`);
};

// An engine without the images is no engine to a target that can also run as a process.
const imageMissing = async ({ definition, folder }: ChoiceQuestion, answer: EngineAnswer): Promise<string | null> => {
  if (!hasEngine(answer)) return answer.missing;
  const { image, services = {} } = definition.launch?.container ?? { port: 0 };
  try {
    const context = buildContextOf({ definition, folder, flaw: null });
    const images = [
      ...(image === undefined ? [] : [image]),
      ...(context === null ? [] : basesOf(context)),
      ...Object.values(services),
    ];
    await Promise.all(images.map((name) => ensureImage(answer.docker, name)));
    return null;
  } catch (thrown) {
    return messageOf(thrown).split('\n')[0] ?? '';
  }
};

const chooseContainer = async (question: ChoiceQuestion): Promise<Choice> => {
  const answer = await (question.engine ?? askEngine)();
  await mindImages(question, answer);
  if (hasEngine(answer)) return { kind: 'container', reason: `container: LAUNCH=container, ${answer.version} answers` };
  const other =
    question.definition.launch?.process === undefined ? '' : ', or leave LAUNCH out to launch it as a process';
  throw unusable(question, answer.missing, `Install and start Docker${other}.`);
};

const chooseAuto = async (question: ChoiceQuestion): Promise<Choice> => {
  const { container, process } = question.definition.launch ?? {};
  if (container === undefined) return { kind: 'process', reason: 'process: the definition declares nothing else' };
  const answer = await (question.engine ?? askEngine)();
  if (process === undefined) {
    await mindImages(question, answer);
    if (!hasEngine(answer))
      throw unusable(question, `it runs in a container only, and ${answer.missing}`, 'Install and start Docker.');
    return { kind: 'container', reason: `container: the definition declares nothing else, ${answer.version} answers` };
  }
  const missing = await imageMissing(question, answer);
  if (missing !== null) return { kind: 'process', reason: `process: ${missing}` };
  return {
    kind: 'container',
    reason: `container: ${hasEngine(answer) ? answer.version : 'the engine'} answers and has the images`,
  };
};

/** Which way a target is brought to life on this machine, and why. */
export const chooseLauncher = async (question: ChoiceQuestion): Promise<Choice> => {
  const { definition, url, preference } = question;
  const { container, process } = definition.launch ?? {};
  if (url !== null) return { kind: 'url', reason: `url: the target runs at ${url}` };
  if (container === undefined && process === undefined) {
    throw unusable(question, 'its definition has no `launch`', 'Add one, or set TARGET_URL to where it runs.');
  }
  if (preference === 'auto') return chooseAuto(question);
  if (preference === 'process' && process === undefined && container?.optional === true)
    throw new HarnessError('ABSENT', 'not run: LAUNCH=process, and it runs in a container only');
  if (definition.launch?.[preference] === undefined) {
    throw unusable(
      question,
      `LAUNCH=${preference}, and its definition has no \`launch.${preference}\``,
      'Add it, or leave LAUNCH out.',
    );
  }
  return preference === 'container'
    ? chooseContainer(question)
    : { kind: 'process', reason: 'process: LAUNCH=process' };
};
