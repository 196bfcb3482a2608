import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ElsewherePlace } from '../../harness/http/elsewhere.ts';
import type { Subject } from '../../harness/model/subject.ts';
import { isUnread, type Row } from './elsewhere.ts';

const seen = (status: number, subject: Subject = 'unclear') =>
  ({ answer: { status }, sighting: { subject, why: '', exchanges: [] } }) as unknown as Row['alone'];
const row = (place: ElsewherePlace, alone: Row['alone'], forged: Row['forged'] = null): Row => ({
  place,
  alone,
  forged,
  beside: null,
});

test('where nothing takes what is posted, no body was read', () => {
  assert.ok(isUnread(row('form', seen(405), seen(405))));
  assert.ok(isUnread(row('json', seen(404), seen(404))));
  assert.ok(!isUnread(row('json', seen(404), seen(200))), 'the two were told apart');
  assert.ok(!isUnread(row('form', seen(302, 'anonymous'))), 'refused as a stranger is');
  assert.ok(!isUnread(row('form', seen(404, 'alice'))), 'whoever it speaks for has been read');
  assert.ok(!isUnread(row('query', seen(404), seen(404))), 'an address is read before it is refused');
});
