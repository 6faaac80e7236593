import { expect, test } from 'vitest';
import { reportTable } from '../../src/cli/report-table.ts';

const report = { rule: 'app', requests: 4, roundTrips: 2, milliseconds: 1 };

test('a line for each alias, and a dash for what there is not', () => {
  expect(
    reportTable([
      { ...report, alias: 'r/latest', action: 'pointed', from: null, to: 'r/1.0.0', why: 'the greatest candidate' },
      { ...report, alias: 'r/v1', action: 'removed', from: 'r/1.0.0', to: null, why: 'no candidates are left' },
    ]),
  ).toEqual([
    'ALIAS     WHAT     FROM     TO       WHY',
    'r/latest  pointed  -        r/1.0.0  the greatest candidate',
    'r/v1      removed  r/1.0.0  -        no candidates are left',
  ]);
});
