import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ControlSeen, PageSnapshot } from '../../browser/page-snapshot.ts';
import { consentOn, waysOn } from './ways.ts';

const button = (name: string, more: Partial<ControlSeen> = {}): ControlSeen => ({
  ref: 0,
  form: null,
  kind: 'button',
  submits: false,
  name,
  href: null,
  opens: false,
  inDialog: false,
  enabled: true,
  ...more,
});
const page = (text: string, ...controls: readonly ControlSeen[]): PageSnapshot => ({
  url: 'https://shop.test/',
  title: '',
  text,
  fields: [],
  controls,
  forms: [],
  foreignFrames: [],
  keysAsked: 0,
});
const answered = (...given: Parameters<typeof page>) => consentOn(page(...given))?.name ?? null;

test('what answers a question about cookies is known in many languages, a mere "continue" where there is little else', () => {
  for (const name of [
    'Accept all',
    'Alle akzeptieren',
    'Tout refuser',
    'Rechazar',
    'Zgadzam się',
    '同意する',
    'Принять',
  ])
    assert.equal(answered('We use cookies', button('Menu'), button(name)), name);
  assert.equal(answered('We use cookies.', button('Continue')), 'Continue');
});

test('what is no such question is left alone', () => {
  const long = `${'A shop. '.repeat(200)} Privacy`;
  assert.equal(answered(long, button('Continue')), null, 'the foot of a page speaks of privacy');
  assert.equal(answered('A shop', button('Accept')), null, 'nothing says what would be accepted');
  for (const name of ['Delete account', 'Create account', 'Accept and register'])
    assert.equal(answered('We use cookies', button(name)), null);
  assert.equal(answered('We use cookies', button('Accept', { href: 'https://shop.test/x', kind: 'link' })), null);
});

test('nothing that looks destructive is a way, whatever else it is called', () => {
  const link = (name: string, path: string) => button(name, { kind: 'link', href: `https://shop.test${path}` });
  const harmful = [
    link('Sign in', '/logout'),
    link('Log in to unsubscribe', '/news'),
    link('Account', '/account/delete'),
    link('Sign in', '/cart?do=remove'),
    link('Konto löschen', '/konto'),
    button('Delete everything and sign in'),
    button('Sign out'),
  ];
  const { ways } = waysOn(page('A shop', ...harmful, link('Sign in', '/enter')), () => true);
  assert.deepEqual(
    ways.map(({ href }) => href),
    ['https://shop.test/enter'],
  );
});
