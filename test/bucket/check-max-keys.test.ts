import { expect, test } from 'vitest';
import { checkMaxKeys } from '../../src/bucket/check-max-keys.ts';
import { faultOf } from './bucket-fixture.ts';

test.each([
  [undefined, 100],
  [1, 1],
  [1000, 1000],
])('%s lists at most %i', (given, most) => {
  expect(checkMaxKeys(given)).toBe(most);
});

test.each([0, -1, 1001, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('%s is refused', (given) => {
  expect(faultOf(() => checkMaxKeys(given))).toMatchObject({
    ossCode: 'InvalidArgument',
    elements: { ArgumentName: 'max-keys', ArgumentValue: String(given) },
  });
});
