import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ASKS_TO_SIGN_OUT, SIGN_OUT, SIGNS_OUT_MORE, YES } from './sign-out-names.ts';

test('what signs this person out here is known by its name', () => {
  for (const name of [
    'Sign out',
    'Logout',
    'Log out (alice)',
    '⏏ Log-out',
    'Sign off',
    'Abmelden',
    '注销',
    '登出',
    'Выйти',
  ])
    assert.match(name, SIGN_OUT);
});

test('what does more, or something else, is not', () => {
  const others = [
    'Sign off invoice',
    'Log out all devices',
    'Sign out of other sessions',
    'Sign out everywhere',
    'Log out user bob',
    'Newsletter abmelden',
    'Auf allen Geräten ausloggen',
    'Déconnecter Google',
    '注销账号',
    'Sign out and delete account',
    'Signed in as alice',
    `Log out ${'and '.repeat(20)}`,
  ];
  for (const name of others) assert.doesNotMatch(name, SIGN_OUT);
  assert.match('Sign out of all devices', SIGNS_OUT_MORE);
  assert.doesNotMatch('Leave your account', SIGNS_OUT_MORE);
});

test('a dialog is answered that asks about this sign-out', () => {
  assert.match('Do you want to\nsign out now?', ASKS_TO_SIGN_OUT);
  assert.doesNotMatch('Sign out\nof all devices?', ASKS_TO_SIGN_OUT);
  assert.doesNotMatch('Delete this account?', ASKS_TO_SIGN_OUT);
  for (const name of ['Yes', 'OK', 'Ja']) assert.match(name, YES);
  assert.doesNotMatch('Yes, delete it', YES);
});
