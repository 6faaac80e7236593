import { expect, test } from 'vitest';
import { waitView } from '../../../src/handlers/wait/wait-view.ts';

const ENDED = { outcome: 'timeout', looks: 2, waited: 1500 } as const;

test.each([
  [
    'an alias',
    { ...ENDED, alias: 'a', goal: '1.0.0', last: { state: 'waiting', shows: 't', why: 'w' } } as const,
    { alias: 'a', goal: '1.0.0', outcome: 'timeout', shows: 't', why: 'w', looks: 2, milliseconds: 1500 },
  ],
  [
    'a release',
    { ...ENDED, prefix: 'p/', release: '1', last: { state: 'waiting', moved: 1, of: 2, why: 'w' } } as const,
    { prefix: 'p/', release: '1', outcome: 'timeout', moved: 1, of: 2, why: 'w', looks: 2, milliseconds: 1500 },
  ],
])('%s', (_, waited, expected) => {
  expect(waitView(waited)).toEqual(expected);
});
