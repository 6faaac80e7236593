import { expect, test } from 'vitest';
import { versionHeader } from '../../../src/local/oss/version-header.ts';

test.each([
  [undefined, {}],
  ['null', { 'x-oss-version-id': 'null' }],
  ['CAEQ', { 'x-oss-version-id': 'CAEQ' }],
])('%s', (versionId, expected) => {
  expect(versionHeader(versionId)).toEqual(expected);
});
