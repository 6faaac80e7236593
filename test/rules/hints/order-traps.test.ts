import { RE2JS } from 're2js';
import { expect, test } from 'vitest';
import { ORDER_TRAPS, type OrderHint } from '../../../src/rules/hints/order-traps.ts';
import { semver } from '../../../src/rules/orders/semver.ts';
import { compared } from '../orders/sorted.ts';

function hintsOf(text: string): readonly OrderHint[] {
  return [...new Set(ORDER_TRAPS.map(({ hint }) => hint))].flatMap((hint) => hint(text) ?? []);
}

test.each([
  ['1.0.0-rc10', 'semver compares rc10 as text', 'write rc.10,'],
  ['v1.0.0-rc10', 'is less than "v1.0.0-rc9"', 'write rc.10,'],
  ['1.0.0-beta-12', 'semver compares beta-12 as text', 'write beta.12,'],
  ['1.0.0-x.rc100.y', 'semver compares rc100 as text', 'write rc.100,'],
  ['1.0.0-RC10+abc', 'semver compares RC10 as text', 'order by version'],
  ['1.0.0-123', 'so "1.0.0-123" is less than "1.0.0-rc.1" and "1.0.0"', '{ by: number, on: build }'],
  ['v3.16.0-202510071958', 'semver reads 202510071958 as a prerelease', 'if 202510071958 is a build number'],
  ['22.01', 'because 01 begins with a zero', 'order by calver if the version is a date, or by version'],
  ['22.01.0', 'because 01 begins with a zero', 'order by calver'],
  ['2024.01.15', 'because 01 begins with a zero', 'order by calver'],
  ['2024.10.05', 'because 05 begins with a zero', 'order by calver'],
  ['v1.02.3', 'because 02 begins with a zero', 'order by version'],
  ['001.2.3', 'because 001 begins with a zero', 'order by version'],
  ['1.0.0-rc.01', 'because 01 begins with a zero', 'order by version'],
  ['1.2', 'it has 2 numbers and not three', 'order by version'],
  ['1.2.3.4', 'it has 4 numbers and not three', 'order by version'],
  ['1.2.3.4-rc1', 'it has 4 numbers and not three', 'order by version'],
  ['1.0.0+2', '"1.0.0+1" and "1.0.0+2" are equal', '{ by: number, on: build }'],
  ['1.0.0+1', '"1.0.0+2" and "1.0.0+1" are equal', '{ by: number, on: build }'],
  ['v1.0.0-rc.1+010', '"v1.0.0-rc.1+1" and "v1.0.0-rc.1+010" are equal', '{ by: number, on: build }'],
  ['1.0.0+build.7', '"1.0.0+build.1" and "1.0.0+build.7" are equal', '{ by: number, on: build }'],
  ['1.0.0+b7', 'are equal', '{ by: number, on: build }'],
  ['24.10', 'it has 2 numbers and not three', 'order by version, or by calver'],
])('%s: %s; %s', (text, why, instead) => {
  expect(hintsOf(text)).toEqual([{ why: expect.stringContaining(why), instead: expect.stringContaining(instead) }]);
});

test.each([
  '1.0.0',
  'v1.10.0',
  '1.0.0-rc.10',
  '1.0.0-rc9',
  '1.0.0-rc1',
  '1.0.0-rc01',
  '1.0.0-nightly20240101',
  '1.0.0-beta2024',
  '1.0.0-0',
  '1.0.0-0.3.7',
  '1.0.0-alpha.1.20',
  '1.0.0-x-y-z.4',
  '1.0.0+sha.abcdef',
  '1.0.0+abcdef0',
  '1.0.0+linux',
  '1.0.0+1.2',
  '0.0.0-20240101000000-abcdef012345',
  '10.20.30',
  '0.1.0',
  '483',
  'latest',
  '',
])('%j has no trap', (text) => {
  expect(hintsOf(text)).toEqual([]);
});

test.each([
  ['1.0.0-rc10', '1.0.0-rc9'],
  ['1.0.0-beta-12', '1.0.0-beta-9'],
  ['1.0.0-123', '1.0.0-rc.1'],
  ['1.0.0-123', '1.0.0'],
])('the order has the trap: %s is less than %s', (less, greater) => {
  expect(compared(semver, less, greater)).toBe(-1);
});

const FORMS = ORDER_TRAPS.flatMap(({ forms, hint }) => (forms === undefined ? [] : [[forms, hint] as const]));

test.each(FORMS)('%j agrees with the hint', (forms, hint) => {
  const texts = [
    '1.0.0-rc10',
    '1.0.0-123',
    '22.01',
    '1.2.03',
    '1.0.0-rc.01',
    '1.2',
    '1.2.3',
    '1.0.0-rc.10',
    '1.0.0-rc.1',
    '1.0.0+10',
    '1.0.0-rc.1+build.2',
    '1.0.0+0123abc',
  ];
  const [form, usual] = [RE2JS.compile(forms.trap), RE2JS.compile(forms.usual)];
  const inForm = texts.filter((text) => form.matcher(text).find());
  expect(inForm.length).toBeGreaterThan(0);
  expect(inForm.filter((text) => hint(text) === undefined)).toEqual([]);
  expect(texts.filter((text) => usual.matcher(text).find() && form.matcher(text).find())).toEqual([]);
});
