import { expect, test } from 'vitest';
import type { PutSymlink } from '../../../../src/stores/store-request.ts';
import { createBodyHistory } from './body-history.ts';

const history = createBodyHistory();
const seen = { found: 'object', size: 1, metadata: {} } as const;
history.saw('k', { ...seen, etag: 'A', lastModified: 1000, headers: { contentType: 'a', cacheControl: 'b' } });
history.saw('k', { ...seen, etag: 'B', lastModified: 2000, versionId: 'v', headers: {} });

function write(modified: number, etag: string, versionId?: string, headers = {}): PutSymlink {
  return {
    operation: 'PutSymlink',
    key: 'alias',
    target: 'k',
    headers,
    metadata: {
      'autoalias-etag': etag,
      'autoalias-modified': `${modified}`,
      ...(versionId === undefined ? {} : { 'autoalias-version-id': versionId }),
    },
  };
}

const FIRST = { cacheControl: 'no-cache', contentType: 'a' };
const LATER = { cacheControl: 'no-cache' };

test.each([
  ['an object that existed', write(1000, 'A', undefined, FIRST)],
  ['an object from before versioning, by its later name', write(1000, 'A', 'null', FIRST)],
  ['a later version', write(2000, 'B', 'v', LATER)],
])('%s is a valid record', (_, request) => {
  expect(history.disproves(request)).toBeUndefined();
});

test.each([
  ['one body’s ETag with the other’s time', write(2000, 'A', undefined, FIRST), 'never existed'],
  ['one body’s ETag with the other’s version', write(2000, 'A', 'v'), 'never existed'],
  ['a version of another key', { ...write(2000, 'B', 'v'), target: 'l' }, 'never existed'],
  ['other headers', write(2000, 'B', 'v', FIRST), 'which must have [["cacheControl","no-cache"]]'],
  ['the caching of the target', write(1000, 'A', undefined, { ...FIRST, cacheControl: 'b' }), 'which must have'],
  ['a link without a record', { operation: 'PutSymlink', key: 'alias', target: 'k' } as const, 'never existed'],
])('%s is not a valid record', (_, request, why) => {
  expect(history.disproves(request)).toContain(why);
});
