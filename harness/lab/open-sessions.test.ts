import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Part } from '../model/identifier.ts';
import { Secret } from '../model/secret.ts';
import { OpenSessions } from './open-sessions.ts';

const cookie = (name: string, value: string): Part => ({ carrier: 'cookie', name, value: new Secret(value) });
const sid = cookie('sid', 'one');
const other = cookie('theme', 'dark');

const opened = () => {
  const sessions = new OpenSessions();
  sessions.shape = [[{ carrier: 'cookie', name: 'sid' }]];
  sessions.opened({ id: '1', who: 'alice', parts: [sid, other] }, 'FIX-01');
  return sessions;
};

test('a session is open until its identifier speaks for nobody', () => {
  const sessions = opened();
  sessions.closed('ended', [other]);
  sessions.closed('ended', [cookie('sid', 'altered')]);
  assert.equal(sessions.all.length, 1, 'what is no identifier of it proves nothing');
  sessions.closed('left', [sid]);
  assert.deepEqual(
    sessions.all.map(({ left }) => left),
    [true],
  );
  sessions.closed('ended', [cookie('sid', 'one')]);
  assert.equal(sessions.all.length, 0);
});

test('one part of two is not the whole', () => {
  const sessions = new OpenSessions();
  sessions.shape = [
    [
      { carrier: 'cookie', name: 'sid' },
      { carrier: 'cookie', name: 'sid.sig' },
    ],
  ];
  sessions.opened({ id: '1', who: 'alice', parts: [sid, cookie('sid.sig', 'signature')] }, 'SIG-02');
  sessions.closed('ended', [sid]);
  assert.equal(sessions.all.length, 1);
});

test('who signs in once more with the same identifier has one session; a client without anything has none', () => {
  const sessions = opened();
  sessions.opened({ id: '2', who: 'bob', parts: [sid] }, 'FIX-05');
  sessions.opened({ id: '3', who: 'mallory', parts: [] }, 'FIX-07');
  assert.deepEqual(
    sessions.all.map(({ who, by }) => `${who} ${by}`),
    ['bob FIX-05'],
  );
});

test('a session that is used goes by its newest values, unless it was signed out', () => {
  const sessions = opened();
  sessions.renewed({ id: '1', who: 'alice', parts: [cookie('sid', 'two')] });
  sessions.closed('ended', [sid]);
  assert.equal(sessions.all.length, 1);
  sessions.closed('left', [cookie('sid', 'two')]);
  sessions.renewed({ id: '1', who: 'alice', parts: [cookie('sid', 'of a stranger')] });
  sessions.closed('ended', [cookie('sid', 'of a stranger')]);
  assert.equal(sessions.all.length, 1);
});

test('what signing out does not end is not worth requests', () => {
  const sessions = opened();
  sessions.closed('alive', [sid]);
  assert.equal(sessions.toClose, 1, 'nobody has signed it out yet');
  sessions.closed('left', [sid]);
  sessions.closed('alive', [sid]);
  assert.deepEqual([sessions.outlived, sessions.toClose, sessions.all.length], [true, 0, 1]);
  sessions.closed('ended', [sid]);
  assert.equal(sessions.outlived, false, 'what signing out ended once, it can end');
});

test('without a way out nothing is kept back', () => {
  const sessions = opened();
  sessions.wayOut = false;
  assert.deepEqual([sessions.toClose, sessions.all.length], [0, 1]);
});
