import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { Transcript } from '../http/transcript.ts';
import { Masker } from '../model/masking.ts';
import { Worlds } from './worlds.ts';

const alice = { username: 'alice', password: 'a password' };
const answers: Readonly<Record<string, unknown>> = {
  lend: { pair: { alice, bob: null }, calibrated: true },
  timeline: { id: '1', address: null, outcome: null },
};

test('who asks for time holds the pair already: all take the two in one order', async () => {
  const asked: string[] = [];
  const lab = {
    sendRequest: ({ method }: { method: string }) => {
      asked.push(method);
      return Promise.resolve(answers[method]);
    },
    sendNotification: ({ method }: { method: string }) => {
      asked.push(method);
      return Promise.resolve();
    },
  };
  const definition = { name: 'app', people: { alice } };
  const patience = { during: <Result>(turn: Promise<Result>) => turn };
  await using worlds = new Worlds(
    lab as unknown as MessageConnection,
    { definition, headers: {} },
    new Transcript(new Masker('run')),
    { origins: [], ca: null, disposable: true },
    patience,
  );
  const mode = () => worlds.timed('wall', (world) => Promise.resolve(world.mode));
  assert.deepEqual([await mode(), await mode()], ['wall', 'wall']);
  assert.deepEqual(asked, ['lend', 'timeline', 'leave', 'timeline', 'leave'], 'and the pair is lent once');
});
