import { expect, test } from 'vitest';
import { onObject } from '../../../../src/local/bos/request/on-object.ts';
import { ossCall } from '../../oss/oss-call-fixture.ts';

test.each([
  [undefined, {}],
  ['', {}],
  ['null', { versionId: 'null' }],
  ['AJyQ0XRhboY=', { versionId: 'AJyQ0XRhboY=' }],
])('versionId %j', (versionId, expected) => {
  const query = new Map(versionId === undefined ? [] : [['versionId', versionId] as const]);
  expect(onObject(ossCall({ query }))).toEqual({ bucket: 'demo', key: 'key', ...expected });
});

test.each(['a b', 'é', 'x'.repeat(257)])('refuses %j', (versionId) => {
  expect(() => onObject(ossCall({ query: new Map([['versionId', versionId]]) }))).toThrow('not a version id');
});
