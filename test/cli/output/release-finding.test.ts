import { expect, test } from 'vitest';
import { releaseFindingSchema } from '../../../src/cli/output/release-finding.ts';

const FINDING = {
  rule: 'set',
  group: 'sets/a/latest/{file}',
  state: 'right',
  release: 'a/1.0.0',
  shown: 'a/1.0.0',
  files: { shown: 2, of: 2 },
  next: null,
  greater: 0,
  withdrawn: [],
  states: { right: 2 },
  why: 'it is the greatest complete release',
};

test.each([
  [{}],
  [{ release: null, shown: null, state: 'stale' }],
  [{ next: { release: 'a/2.0.0', lacks: ['sets/a/2.0.0/DONE'], why: 'it is not complete' }, greater: 1 }],
  [
    {
      withdrawn: [
        { release: 'a/2.0.0', markers: ['sets/a/2.0.0/.withdrawn'], reason: 'bad', actor: null, since: null },
      ],
    },
  ],
  [{ unread: { objects: 1, examples: [{ key: 'k', why: 'w' }] } }],
])('accepts a group with %j', (fields) => {
  expect(releaseFindingSchema.safeParse({ ...FINDING, ...fields }).error).toBeUndefined();
});

test.each([[{ state: 'moved' }], [{ files: { shown: -1, of: 2 } }], [{ next: {} }], [{ other: 1 }]])(
  'refuses a group with %j',
  (fields) => {
    expect(releaseFindingSchema.safeParse({ ...FINDING, ...fields }).success).toBe(false);
  },
);
