import { expect, test } from 'vitest';
import { onObject } from '../../../../src/local/oss/request/on-object.ts';
import { ossCall } from '../oss-call-fixture.ts';

test.each([
  [{}, { bucket: 'demo', key: 'key' }],
  [{ versionId: 'null' }, { bucket: 'demo', key: 'key', versionId: 'null' }],
])('%j', (query, expected) => {
  expect(onObject(ossCall({ query: new Map(Object.entries(query)) }))).toEqual(expected);
});

test('an empty version id is refused', () => {
  expect(() => onObject(ossCall({ query: new Map([['versionId', '']]) }))).toThrow(
    'Version id cannot be the empty string.',
  );
});

test.each(['a\r\nx-evil: 1', '中', 'é', '\u007f', ' ', 'x'.repeat(257)])('%j is not a version id', (versionId) => {
  expect(() => onObject(ossCall({ query: new Map([['versionId', versionId]]) }))).toThrow(
    expect.objectContaining({ ossCode: 'InvalidArgument', message: 'Invalid version id specified.' }),
  );
});
