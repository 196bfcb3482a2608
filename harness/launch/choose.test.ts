import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Launch } from '../model/target.ts';
import { chooseLauncher, type Choice, type ChoiceQuestion } from './choose.ts';
import type { ComposeAnswer, ComposeProgram } from './compose-program.ts';
import type { Engine } from './engine.ts';
import { someDefinition } from './test-kit.ts';

const asProcess: Launch = { process: { command: ['node'] } };
const asContainer: Launch = { container: { image: 'app:1', port: 80 } };
const both: Launch = { ...asProcess, ...asContainer };

const missing = { missing: 'no Docker socket was found' };
// Only ever asked whether an image is here.
const engineWith = (has: boolean): Engine => {
  const inspect = (): Promise<unknown> =>
    has
      ? Promise.resolve({ Id: 'sha256:1', Config: {} })
      : Promise.reject(Object.assign(new Error('no such image'), { statusCode: 404 }));
  const pull = (): Promise<never> => Promise.reject(new Error('no route to the registry'));
  return {
    docker: { getImage: () => ({ inspect }), pull } as unknown as Engine['docker'],
    version: 'docker 1',
    address: 'unix:///s',
  };
};

const choose = (launch: Launch | undefined, more: Partial<ChoiceQuestion> = {}): Promise<Choice> =>
  chooseLauncher({
    definition: someDefinition(launch),
    folder: '/',
    url: null,
    preference: 'auto',
    engine: () => Promise.resolve(missing),
    ...more,
  });

test('a URL is taken as it is', async () => {
  assert.deepEqual(await choose(both, { url: 'https://app.example' }), {
    kind: 'url',
    reason: 'url: the target runs at https://app.example',
  });
});

test('without an engine a target is launched as a process, and the reason says so', async () => {
  assert.deepEqual(await choose(both), { kind: 'process', reason: 'process: no Docker socket was found' });
  await assert.rejects(choose(asContainer), {
    code: 'LAUNCH',
    message: /container only, and no Docker socket.*Install and start Docker/,
  });
  await assert.rejects(choose(both, { preference: 'container' }), {
    code: 'LAUNCH',
    message: /no Docker socket.*leave LAUNCH out/,
  });
});

test('with an engine it is launched as a container, unless its images cannot be had', async () => {
  const engine = (): Promise<Engine> => Promise.resolve(engineWith(false));
  const missed = await choose({ ...asProcess, container: { image: 'not-here:1', port: 80 } }, { engine });
  assert.equal(missed.kind, 'process');
  assert.match(missed.reason, /"not-here:1" is not on this machine and could not be pulled: no route/);
  assert.equal((await choose(both, { engine: () => Promise.resolve(engineWith(true)) })).kind, 'container');
  assert.equal((await choose(asContainer, { engine })).kind, 'container');
});

const composed: Launch = { compose: { file: './compose.yaml', service: 'app', port: 80 } };
const program: ComposeProgram = {
  name: 'docker compose',
  command: 'docker',
  first: ['compose'],
  version: 'docker compose 2',
  run: () => Promise.reject(new Error('not asked for')),
};

test('a compose file is taken where nothing else is declared, or LAUNCH says so', async () => {
  const engine = (): Promise<Engine> => Promise.resolve(engineWith(true));
  const compose = (): Promise<ComposeProgram> => Promise.resolve(program);
  assert.deepEqual(await choose(composed, { engine, compose }), {
    kind: 'compose',
    reason: 'compose: docker compose 2 and docker 1 answer',
  });
  assert.equal((await choose({ ...composed, ...asContainer }, { engine, compose })).kind, 'container');
  const asked = { engine, compose, preference: 'compose' } as const;
  assert.equal((await choose({ ...composed, ...both }, asked)).kind, 'compose');
  await assert.rejects(choose(both, asked), { message: /LAUNCH=compose.*no `launch\.compose`/ });
});

test('without a compose program a target is launched another way, or the error says which', async () => {
  const engine = (): Promise<Engine> => Promise.resolve(engineWith(true));
  const compose = (): Promise<ComposeAnswer> => Promise.resolve({ missing: 'no compose program answers' });
  assert.deepEqual(await choose({ ...composed, ...asProcess }, { engine, compose }), {
    kind: 'process',
    reason: 'process: no compose program answers',
  });
  await assert.rejects(choose(composed, { engine, compose }), {
    code: 'LAUNCH',
    message: /by compose only, and no compose program answers.*compose plugin/,
  });
  await assert.rejects(choose({ ...composed, ...both }, { engine, compose, preference: 'compose' }), {
    message: /no compose program answers.*leave LAUNCH out to launch it in a container/,
  });
});

test('where it cannot be had, what is optional is not run', async () => {
  const engine = (): Promise<Engine> => Promise.resolve(engineWith(false));
  const optional: Launch = { container: { image: 'not-there:1', port: 80, optional: true } };
  for (const preference of ['auto', 'container'] as const)
    await assert.rejects(choose(optional, { engine, preference }), {
      code: 'ABSENT',
      message: /^Image "not-there:1" is not on this machine/,
    });
  await assert.rejects(choose(optional), { code: 'ABSENT', message: 'no Docker socket was found' });
  await assert.rejects(choose(optional, { preference: 'process' }), {
    code: 'ABSENT',
    message: /^LAUNCH=process/,
  });
  assert.equal((await choose(optional, { engine: () => Promise.resolve(engineWith(true)) })).kind, 'container');
});

test('a preference for what is not declared is an error', async () => {
  await assert.rejects(choose(asProcess, { preference: 'container' }), { message: /no `launch\.container`/ });
  await assert.rejects(choose(undefined), { message: /has no `launch`.*TARGET_URL/ });
  assert.equal((await choose(asProcess)).kind, 'process');
  assert.equal((await choose(both, { preference: 'process' })).reason, 'process: LAUNCH=process');
});
