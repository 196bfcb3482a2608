import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decide } from '../../harness/model/verdict.ts';
import { control, requirement } from '../../harness/index.ts';
import { toldOthers } from './told-others.ts';

type Seen = Parameters<typeof toldOthers>[0];

const seen = (watched: boolean, ...shows: string[]): Seen => ({
  browser: 'chromium 1',
  elsewhere: { watched, asked: [{ origin: 'https://cdn.example', shows }] },
});

for (const [name, browser, verdict] of [
  ['there is no browser', null, 'pass'],
  ['there is no page', { kind: 'none', why: 'no answer is a page' }, 'pass'],
  ['the browser could not look', { kind: 'unseen', why: 'nobody could be signed in' }, 'inconclusive'],
  ['the browser saw nothing go out', seen(true), 'pass'],
  ['the browser was blind', seen(false), 'inconclusive'],
  ['somebody was told', seen(true, 'in its Referer'), 'fail'],
] as const) {
  test(`${name}: ${verdict}`, () => {
    const [works, holds] = [control('it works', true), requirement('no page shows it', true)];
    assert.equal(decide([works, holds, ...toldOthers(browser)]).verdict, verdict);
  });
}

test('what a page shows is not taken back by a browser that could not look', () => {
  const statements = [control('it works', true), requirement('no page shows it', false)];
  assert.equal(decide([...statements, ...toldOthers({ kind: 'unseen', why: 'it crashed' })]).verdict, 'fail');
});
