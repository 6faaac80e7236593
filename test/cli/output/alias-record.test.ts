import { expect, test } from 'vitest';
import { aliasRecordSchema, findingJson, pruneJson, reportJson } from '../../../src/cli/output/alias-record.ts';

const named = { rule: 'app', alias: 'a/latest', why: 'the greatest candidate' };
const found = { ...named, state: 'stale', change: 'point', from: 'a/1', to: 'a/2', broken: false } as const;
const did = {
  ...named,
  action: 'pointed',
  from: 'a/1',
  to: 'a/2',
  requests: 4,
  roundTrips: 2,
  milliseconds: 1,
} as const;

test('what is planned and what was done have the same words', () => {
  const [planned, done] = [findingJson(found), reportJson(did)];
  for (const field of ['rule', 'alias', 'action', 'from', 'to', 'why'] as const)
    expect(planned[field]).toBe(done[field]);
  expect([planned.planned, done.planned]).toEqual([true, undefined]);
});

test.each([
  ['would-remove', { action: 'removed', planned: true, to: null }],
  ['removed', { action: 'removed', to: null }],
  ['left', { action: 'kept', to: 'a/1' }],
  ['failed', { action: 'failed', to: 'a/1' }],
] as const)('an orphan that is %s', (action, expected) => {
  const record = pruneJson({ ...named, action, target: 'a/1', broken: false });
  expect(record).toEqual({ ...named, state: 'orphaned', from: 'a/1', broken: false, ...expected });
  expect(aliasRecordSchema.safeParse(record).success).toBe(true);
});

test('a record with another word or field is refused', () => {
  expect(aliasRecordSchema.safeParse(findingJson(found)).success).toBe(true);
  expect(aliasRecordSchema.safeParse({ ...findingJson(found), action: 'point' }).success).toBe(false);
  expect(aliasRecordSchema.safeParse({ ...findingJson(found), change: 'point' }).success).toBe(false);
});
