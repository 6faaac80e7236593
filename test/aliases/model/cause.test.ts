import { expect, test } from 'vitest';
import { type Cause, causeText, joinCauses, reportsUpload } from '../../../src/aliases/model/cause.ts';

test.each<[Cause, string]>([
  [{ kind: 'change', event: 'ObjectCreated:PutObject', key: 'a b' }, 'ObjectCreated:PutObject a b'],
  [{ kind: 'sweep' }, 'sweep'],
  [{ kind: 'sweep', byHand: true }, 'sweep by hand'],
  [{ kind: 'apply' }, 'apply'],
  [{ kind: 'apply', key: 'r/1.0.0' }, 'apply r/1.0.0'],
])('%j is %j', (cause, text) => {
  expect(causeText(cause)).toBe(text);
});

function created(key: string): Cause {
  return { kind: 'change', event: 'ObjectCreated:PutObject', key };
}

function removed(key: string): Cause {
  return { kind: 'change', event: 'ObjectRemoved:DeleteObject', key };
}

test.each<[readonly [Cause, ...Cause[]], string, boolean]>([
  [[created('a')], 'a', true],
  [[created('a'), created('b')], 'b', true],
  [[removed('a'), created('a')], 'a', true],
  [[created('a'), removed('b')], 'b', false],
  [[created('a')], 'b', false],
  [[removed('a')], 'a', false],
  [[{ kind: 'sweep' }], 'a', false],
  [[{ kind: 'apply', key: 'a' }], 'a', false],
])('%j includes an upload of %s: %s', (causes, key, tells) => {
  expect(reportsUpload(joinCauses(causes), key)).toBe(tells);
});

test('a batch is recorded by its first change', () => {
  expect(causeText(joinCauses([created('a'), created('b')]))).toBe('ObjectCreated:PutObject a');
});
