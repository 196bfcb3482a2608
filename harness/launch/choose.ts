import { HarnessError, messageOf } from '../errors.ts';
import type { Launch, TargetDefinition } from '../model/target.ts';
import type { LauncherKind } from './deployment.ts';
import { basesOf, buildContextOf } from './dockerfile.ts';
import { askCompose, hasCompose, type ComposeAnswer } from './compose-program.ts';
import { askEngine, hasEngine, type EngineAnswer } from './engine.ts';
import { ensureImage } from './image.ts';

export type LaunchPreference = 'auto' | 'container' | 'compose' | 'process';

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
  readonly compose?: () => Promise<ComposeAnswer>;
}

const unusable = ({ definition }: ChoiceQuestion, seen: string, advice: string): HarnessError =>
  new HarnessError('LAUNCH', `Target "${definition.name}" cannot be launched: ${seen}. ${advice}`);

/** Throws where it cannot be had, and its definition says that this may be. */
const mindImages = async (question: ChoiceQuestion, answer: EngineAnswer): Promise<void> => {
  if (question.definition.launch?.container?.optional !== true) return;
  const missing = await imageMissing(question, answer);
  if (missing !== null) throw new HarnessError('ABSENT', missing);
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

const otherWay = ({ container, process }: Launch): string =>
  container !== undefined
    ? ', or leave LAUNCH out to launch it in a container'
    : process !== undefined
      ? ', or leave LAUNCH out to launch it as a process'
      : '';

const chooseContainer = async (question: ChoiceQuestion): Promise<Choice> => {
  const answer = await (question.engine ?? askEngine)();
  await mindImages(question, answer);
  if (hasEngine(answer)) return { kind: 'container', reason: `container: LAUNCH=container, ${answer.version} answers` };
  const { process } = question.definition.launch ?? {};
  throw unusable(
    question,
    answer.missing,
    `Install and start Docker${otherWay(process === undefined ? {} : { process })}.`,
  );
};

/** The engine and the program that compose takes, or which of them is missing. */
const composeOf = async ({ engine = askEngine, compose = askCompose }: ChoiceQuestion) => {
  const answer = await engine();
  if (!hasEngine(answer)) return answer;
  const program = await compose();
  return hasCompose(program) ? { answers: `${program.version} and ${answer.version} answer` } : program;
};

const chooseCompose = async (question: ChoiceQuestion): Promise<Choice> => {
  const found = await composeOf(question);
  if ('answers' in found) return { kind: 'compose', reason: `compose: LAUNCH=compose, ${found.answers}` };
  const { compose: _, ...others } = question.definition.launch ?? {};
  throw unusable(question, found.missing, `Install Docker with its compose plugin${otherWay(others)}.`);
};

const autoCompose = async (question: ChoiceQuestion): Promise<Choice> => {
  const found = await composeOf(question);
  if ('answers' in found) return { kind: 'compose', reason: `compose: ${found.answers}` };
  if (question.definition.launch?.process !== undefined)
    return { kind: 'process', reason: `process: ${found.missing}` };
  throw unusable(
    question,
    `it runs by compose only, and ${found.missing}`,
    'Install Docker with its compose plugin, or declare `launch.container`.',
  );
};

const chooseAuto = async (question: ChoiceQuestion): Promise<Choice> => {
  const { container, compose, process } = question.definition.launch ?? {};
  if (container === undefined && compose !== undefined) return autoCompose(question);
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
  const { container, compose, process } = definition.launch ?? {};
  if (url !== null) return { kind: 'url', reason: `url: the target runs at ${url}` };
  if (container === undefined && compose === undefined && process === undefined) {
    throw unusable(question, 'its definition has no `launch`', 'Add one, or set TARGET_URL to where it runs.');
  }
  if (preference === 'auto') return chooseAuto(question);
  if (preference === 'process' && process === undefined && container?.optional === true)
    throw new HarnessError('ABSENT', 'LAUNCH=process, and it runs in a container only');
  if (definition.launch?.[preference] === undefined) {
    throw unusable(
      question,
      `LAUNCH=${preference}, and its definition has no \`launch.${preference}\``,
      'Add it, or leave LAUNCH out.',
    );
  }
  if (preference === 'compose') return chooseCompose(question);
  return preference === 'container'
    ? chooseContainer(question)
    : { kind: 'process', reason: 'process: LAUNCH=process' };
};
