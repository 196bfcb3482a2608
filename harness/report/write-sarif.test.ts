import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReportingDescriptor, Result } from 'sarif';
import { plainly } from '../model/plain.ts';
import type { WaiverRecord } from '../model/waiver.ts';
import type { RunRecord } from './run-record.ts';
import { sarifProblems } from './schemas/validate.ts';
import { checked, HOSTILE, recordOf, sentence } from './format-test-kit.ts';
import { sarifOf } from './write-sarif.ts';

const valid = (record: RunRecord) => {
  const log = JSON.parse(JSON.stringify(sarifOf(record))) as ReturnType<typeof sarifOf>;
  assert.equal(sarifProblems(log), null);
  const [run] = log.runs;
  assert.ok(run !== undefined && log.runs.length === 1, 'code scanning takes one run');
  return { run, results: run.results ?? [], rules: run.tool.driver.rules ?? [] };
};

const failing = checked('OUT-01', {
  verdict: 'fail',
  reason: 'it does not hold that [the copy] {speaks} for nobody',
  statements: [
    sentence('the copy speaks for nobody', 'no', {
      exchanges: [3],
      at: 'suites/sign-out/ends-the-session-on-the-server.spec.ts:64:7',
    }),
  ],
  exchanges: [
    {
      n: 3,
      by: 'holder',
      method: 'GET',
      path: '/me',
      status: 200,
      failure: null,
      ms: 4,
      requestHeaders: { cookie: 'sid=abcd…#12345678' },
      responseHeaders: [
        ['set-cookie', 'a=…'],
        ['set-cookie', 'b=…'],
      ],
    },
  ],
});
const uriOf = (result: Result | undefined) => result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri;

test('the schema itself refuses what is no SARIF', () => {
  assert.match(sarifProblems({ version: '2.1.0', runs: [{ results: [] }] }) ?? '', /required property 'tool'/);
});

test('what code scanning would refuse or cut off is refused', () => {
  const [uri, tags] = ['https://shop.test/', Array.from({ length: 21 }, (_, at) => `tag ${at}`)];
  const changes: readonly (readonly [(result: Result, rule: ReportingDescriptor) => unknown, RegExp])[] = [
    [(result) => delete result.ruleId, /'ruleId'/],
    [(result) => delete result.locations, /'locations'/],
    [(result) => delete result.partialFingerprints, /'partialFingerprints'/],
    [(result) => (result.level = 'none'), /level must be equal to one of/],
    [(result) => (result.locations = [{ physicalLocation: { artifactLocation: { uri } } }]), /uri must match/],
    [(_, rule) => (rule.properties = { ...rule.properties, tags }), /more than 20 items/],
    [(_, rule) => delete rule.help, /'help'/],
    [(_, rule) => (rule.fullDescription = { text: 'x'.repeat(1025) }), /more than 1024/],
  ];
  for (const [change, says] of changes) {
    const log = structuredClone(sarifOf(recordOf([failing])));
    const [run] = log.runs;
    change(run?.results?.[0] as Result, run?.tool.driver.rules?.[0] as ReportingDescriptor);
    assert.match(sarifProblems(log) ?? '', says);
  }
});

test('a story that is longer than code scanning shows is cut in what it shows, and whole in its help', () => {
  const [rule] = valid(recordOf([checked('OUT-01', { story: `${'x'.repeat(2_000)} at last.` })])).rules;
  assert.match(rule?.fullDescription?.text ?? '', /x… \(\d+ characters more\)$/);
  assert.match(rule?.help?.text ?? '', /x at last\./);
});

test('a finding is anchored to the definition, and tells of its URL elsewhere', () => {
  const { results, rules, run } = valid(recordOf([failing, checked('OUT-02')]));
  assert.equal(results.length, 1);
  assert.equal(uriOf(results[0]), 'targets/shop.target.ts');
  assert.equal(results[0]?.locations?.[0]?.physicalLocation?.region?.startLine, 1);
  assert.match(
    results[0]?.message.text ?? '',
    /^shop at https:\/\/shop\.test:40691: .*\\\[the copy\\\] \{\{speaks\}\}/,
  );
  assert.equal(results[0]?.properties?.url, 'https://shop.test:40691');
  assert.equal(results[0]?.webRequest?.target, 'https://shop.test:40691/me');
  assert.equal(results[0]?.webResponse?.headers?.['set-cookie'], 'a=…\nb=…');
  assert.deepEqual(
    rules.map(({ id }) => id),
    ['OUT-01', 'OUT-02'],
  );
  assert.equal(rules[results[0]?.ruleIndex ?? -1]?.id, 'OUT-01');
  assert.equal(run.automationDetails?.id, 'sessionspec/shop/');
});

test('where there is no definition it is anchored to the line of the check; never to a URL', () => {
  const { results } = valid(recordOf([failing], { target: { definition: null } }));
  assert.match(uriOf(results[0]) ?? '', /suites\/sign-out\/ends-the-session-on-the-server\.spec\.ts$/);
  assert.equal(results[0]?.locations?.[0]?.physicalLocation?.region?.startLine, 64);
  for (const definition of ['a b/ü#?.ts', 'https://shop.test/x.ts', 'a\\x.ts']) {
    const uri = uriOf(valid(recordOf([failing], { target: { definition } })).results[0]) ?? '';
    assert.doesNotMatch(uri, /^[a-z]+:|^\/|[ #?\\]/, uri);
  }
});

test('a rule has the severity, the weakness and the clauses that code scanning reads', () => {
  const [rule] = valid(recordOf([failing])).rules;
  assert.deepEqual(rule?.properties?.tags, [
    'security',
    'sessions',
    'sign-out',
    'asvs-5.0/7.4.1',
    'external/cwe/cwe-613',
  ]);
  assert.equal(rule.properties['security-severity'], '9.5');
  assert.match(rule.help?.markdown ?? '', /Mallory copied .*\*\*Remedy\.\*\* Destroy .*\[cwe\/613\]\(https:/s);
  assert.match(rule.help?.text ?? '', /Remedy: Destroy/);
  assert.equal(rule.helpUri, undefined, 'a way to a file is no URI');
});

test('the address of the page is told where there is one', (context) => {
  process.env.DOCS_URL = 'https://docs.example.org/spec/docs/';
  context.after(() => delete process.env.DOCS_URL);
  assert.equal(valid(recordOf([failing])).rules[0]?.helpUri, 'https://docs.example.org/spec/docs/checks/OUT-01.md');
});

test('a finding is the same finding in the next run, and another one on another target', () => {
  const fingerprint = (name: string, origin: string) =>
    valid(recordOf([failing], { target: { name, origin }, durationMs: 1 })).results[0]?.partialFingerprints;
  const first = fingerprint('shop', 'https://shop.test:40691');
  assert.match(first?.primaryLocationLineHash ?? '', /^[0-9a-f]{16}:1$/);
  assert.deepEqual(first, fingerprint('shop', 'https://shop.test:50000'));
  assert.notDeepEqual(first, fingerprint('forum', 'https://shop.test:40691'));
});

test('what could not be judged is no finding, and is told all the same', () => {
  const lost = checked('OUT-03', { verdict: 'inconclusive', reason: 'nobody could sign in' });
  const { results, run } = valid(recordOf([lost, checked('OUT-05', { verdict: 'not-tested', reason: 'no clock' })]));
  assert.equal(results.length, 0);
  const [invocation] = run.invocations ?? [];
  assert.equal(invocation?.executionSuccessful, false);
  assert.equal(invocation.exitCode, 1);
  assert.match(invocation.toolExecutionNotifications?.[0]?.message.text ?? '', /OUT-03 is inconclusive: nobody could/);
});

test('a run that judged all and found much was a successful one; nothing judged was not', () => {
  assert.equal(valid(recordOf([failing])).run.invocations?.[0]?.executionSuccessful, true);
  assert.equal(valid(recordOf([])).run.invocations?.[0]?.executionSuccessful, false);
});

test('a warning is a warning, and a waived finding is suppressed with its reason', () => {
  const waiver: WaiverRecord = {
    check: 'COOK-09',
    target: 'shop',
    because: 'a risk taken',
    owner: 'alice',
    until: 'a day',
    ticket: 'T-1',
    at: 'sessionspec.waivers.yaml:2',
    state: 'covers',
    instead: 'warn',
  };
  const waived = checked('COOK-09', { verdict: 'waived', waiver });
  const { results } = valid(recordOf([checked('COOK-02', { verdict: 'warn' }), waived]));
  assert.deepEqual(
    results.map(({ level, suppressions }) => [level, suppressions]),
    [
      ['warning', undefined],
      ['warning', [{ kind: 'external', status: 'accepted', justification: 'a risk taken (alice, until a day, T-1)' }]],
    ],
  );
});

test('what a hostile target writes is text in it', () => {
  const check = plainly({
    ...failing,
    reason: HOSTILE,
    exchanges: failing.exchanges.map((one) => ({
      ...one,
      path: HOSTILE,
      responseHeaders: [[HOSTILE, HOSTILE] as const],
    })),
  });
  const { results } = valid(
    recordOf([check], { target: plainly({ name: HOSTILE, origin: HOSTILE, diagnosis: HOSTILE }) }),
  );
  const text = results[0]?.message.text ?? '';
  assert.doesNotMatch(text, /(?<!\\)\[|\u202e/, 'no link and nothing unseen');
  assert.match(text, /<script>alert\(1\)<\/script>/, 'it is told as it was');
});
