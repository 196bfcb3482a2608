import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lending } from './lending.ts';

const people = { alice: { username: 'alice', password: 'a' } };

test('one pair is lent to one at a time, and to those who share it at once', async () => {
  const lending = new Lending(people);
  const [first, second] = await Promise.all([lending.lend('together'), lending.lend('together')]);
  assert.equal(first, second);
  let alone = false;
  const waiting = lending.lend().then((lent) => {
    alone = true;
    return lent;
  });
  await lending.giveBack(first, 'together');
  assert.equal(alone, false, 'one still holds it');
  await lending.giveBack(second, 'together');
  assert.equal(await waiting, first);

  const later = lending.lend('together');
  await lending.giveBack(first);
  assert.equal(await later, first, 'who shares waits for who holds it alone');
});
