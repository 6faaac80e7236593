import { expect, test } from 'vitest';
import { sweepSummary } from '../../src/cli/sweep-summary.ts';

const NONE = {
  unchanged: 0,
  pointed: 0,
  removed: 0,
  kept: 0,
  refused: 0,
  pinned: 0,
  protected: 0,
  yielded: 0,
  failed: 0,
};
const report = { objects: 9, aliases: 3, actions: NONE, dangling: 0, changed: [], requests: 7, milliseconds: 5 };

test.each([
  [{ ...report, objects: 1, aliases: 1, requests: 1 }, '1 object, 1 alias: none; 1 request, 5 ms'],
  [report, '9 objects, 3 aliases: none; 7 requests, 5 ms'],
  [
    { ...report, actions: { ...NONE, unchanged: 2, pointed: 1 } },
    '9 objects, 3 aliases: 2 unchanged, 1 pointed; 7 requests, 5 ms',
  ],
  [
    { ...report, dangling: 1, actions: { ...NONE, removed: 1 } },
    '9 objects, 3 aliases: 1 removed, 1 had lost its target; 7 requests, 5 ms',
  ],
])('%#', (given, expected) => {
  expect(sweepSummary(given)).toBe(expected);
});
