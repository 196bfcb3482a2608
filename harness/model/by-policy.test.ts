import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byPolicy } from './by-policy.ts';
import { claim, control, note, recommendation, requirement, type Strength } from './statement.ts';
import { decide } from './verdict.ts';

const clause = (id: string) => ({ id, title: '', url: '' });
const cites = [clause('asvs-5.0/3.3.2'), clause('cwe/1275')];
const verdict = (strengths: Readonly<Record<string, Strength>>, ...claims: Parameters<typeof byPolicy>[0]) =>
  decide(byPolicy([control('it works', true), note('so'), ...claims], cites, strengths)).verdict;

test('a clause that a policy asks for less strongly makes a fail a warning, or what is only told', () => {
  assert.equal(verdict({}, requirement('it holds', false)), 'fail');
  assert.equal(verdict({ 'asvs-5.0/3.3.2': 'should' }, requirement('it holds', false)), 'warn');
  assert.equal(verdict({ 'asvs-5.0/3.3.2': 'info' }, requirement('it holds', false)), 'not-applicable');
});

test('a clause that it asks for more strongly makes a warning a fail', () => {
  assert.equal(verdict({ 'cwe/1275': 'must' }, recommendation('it should', false)), 'fail');
});

test('of several clauses the strongest holds; one that it does not name says nothing', () => {
  assert.equal(verdict({ 'asvs-5.0/3.3.2': 'info', 'cwe/1275': 'must' }, requirement('it holds', false)), 'fail');
  assert.equal(verdict({ 'cwe/614': 'info' }, requirement('it holds', false)), 'fail');
});

test('controls are no matter of policy, nor is what is told only', () => {
  const strengths = { 'cwe/1275': 'info' } as const;
  assert.equal(
    decide(byPolicy([control('it works', false), requirement('a', true)], cites, strengths)).verdict,
    'inconclusive',
  );
  assert.equal(verdict({ 'cwe/1275': 'must' }, requirement('a', true), claim('info')('b', false)), 'pass');
});
