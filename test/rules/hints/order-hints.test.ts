import { expect, test } from 'vitest';
import { orderHints } from '../../../src/rules/hints/order-hints.ts';
import { createOrder, type OrderName } from '../../../src/rules/orders/orders.ts';

function whyOf(by: OrderName, ...texts: readonly string[]): readonly string[] {
  return orderHints(by, createOrder(by, {}), { candidates: texts }).map(({ why }) => why);
}

test.each<[OrderName, readonly string[], string]>([
  ['semver', ['1.0.0', '1.0.0-rc9', '1.0.0-rc10'], '"1.0.0-rc10" is less than "1.0.0-rc9"'],
  ['semver', ['1.0.0-123', '1.0.0-124'], '"1.0.0-123" is less than "1.0.0-rc.1"'],
  ['semver', ['1.0.0', '22.01'], 'does not read "22.01"'],
  ['semver', ['1.0.0+2', '1.0.0+10'], '"1.0.0+2" and "1.0.0+10" are equal'],
  ['semver', ['v1.0.0', '1.0.0+10'], '"v1.0.0" and "1.0.0+10" are equal'],
  ['semver', ['1.0.0+10'], '"1.0.0+1" and "1.0.0+10" are equal'],
  ['maven', ['1.0', 'v2.0'], '"v2.0" is less than "1.0"'],
  ['maven', ['1.0', '3.0', 'v2.0'], '"v2.0" is less than "1.0"'],
  ['maven', ['3.0', 'v1.0', 'r4.0'], '"r4.0" is less than "3.0"'],
  // No pair shows it, but any number is greater.
  ['maven', ['3.0', 'v2.0'], '"v2.0" is less than "0"'],
  [
    'maven',
    ['1.2.3', '20240101'],
    '"20240101" looks like a date and is read as one number, so it is greater than "1.2.3"',
  ],
  ['version', ['v1.2.3', '20240101'], 'so it is greater than "v1.2.3"'],
  ['pep440', ['1.2.3', '202401011230'], 'so it is greater than "1.2.3"'],
  ['debian', ['1.2.3-1', '20240101'], 'so it is greater than "1.2.3-1"'],
  ['rpm', ['1.2.3-1', '20240101'], 'so it is greater than "1.2.3-1"'],
  ['gem', ['1.2.3', '20240101'], 'so it is greater than "1.2.3"'],
  ['maven', ['2.9.0', '2.9.0.pr4'], 'the prerelease "2.9.0.pr4" above "2.9.0"'],
  ['maven', ['22', '22-ea+11'], 'the prerelease "22-ea+11" above "22"'],
  ['maven', ['5.0', '5.0_BETA'], 'the prerelease "5.0_BETA" above "5.0"'],
])('%s %j: %s', (by, texts, why) => {
  expect(whyOf(by, ...texts)).toEqual([expect.stringContaining(why)]);
});

test.each<[OrderName, readonly string[]]>([
  ['semver', []],
  ['semver', ['1.0.0', 'v1.0.0', '1.0.0-rc.9', '1.0.0-rc.10', '1.0.1+7']],
  ['semver', ['1.0.0+7', '1.0.1+7', '1.0.0-rc.1+8']],
  ['maven', ['1.0', '2.0-rc1', '2.0']],
  ['maven', ['v1.0', 'v2.0']],
  ['maven', ['2.9.0', '2.9.0.1', '2.9.0-jre']],
  ['maven', ['2.9', '2.9.0.1-pr4']],
  ['maven', ['1.0', '1.0-SNAPSHOT', '1.0-rc10', '1.0-1']],
  ['pep440', ['1.0.0rc9', '1.0.0rc10', '22.01', '1.2']],
  ['debian', ['1.0-1', '1.0~rc10-1', '22.01']],
  ['maven', ['1.0', 'final']],
  ['version', ['20240101', '20240201']],
  ['version', ['2024.01.15', '20240101']],
  ['version', ['1.2.3', '483', '20249999', '12345678']],
  ['pep440', ['1!1.2.3', '20240101']],
  ['semver', ['1.2.3', '20240101']],
  ['number', ['20240101', '1.5']],
  ['number', ['1', '01']],
  ['natural', ['1.0.0-rc10']],
])('%s %j: no hint', (by, texts) => {
  expect(whyOf(by, ...texts)).toEqual([]);
});

test('rejected texts have the traps of one text only', () => {
  const hints = (candidates: readonly string[], rejected: readonly string[]) =>
    orderHints('semver', createOrder('semver', {}), { candidates, rejected }).map(({ why }) => why);
  expect(hints(['1.0.0'], ['1.0.0-123'])).toEqual([expect.stringContaining('reads 123 as a prerelease')]);
  expect(hints(['1.0.0+1'], ['1.0.0+2'])).toEqual([]);
});
