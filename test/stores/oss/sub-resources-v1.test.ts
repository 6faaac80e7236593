import { expect, test } from 'vitest';
import { subResourcesV1 } from '../../../src/stores/oss/sub-resources-v1.ts';

test.each(['acl', 'symlink', 'tagging', 'versionId', 'versions', 'continuation-token', 'response-content-type'])(
  '%s is signed',
  (name) => {
    expect(subResourcesV1.has(name)).toBe(true);
  },
);

test.each(['', 'list-type', 'prefix', 'delimiter', 'marker', 'max-keys', 'start-after', 'encoding-type', 'Expires'])(
  '%j is not',
  (name) => {
    expect(subResourcesV1.has(name)).toBe(false);
  },
);
