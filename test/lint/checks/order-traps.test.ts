import { expect, test } from 'vitest';
import { findingsOf } from '../findings-of.ts';

const SEMVER = '\\d+\\.\\d+\\.\\d+';

test.each([
  [`${SEMVER}-rc\\d+`, 'compares rc11 as text', 'r/1.1.1-rc11/f'],
  [`${SEMVER}(?:-rc\\d+)?`, 'compares rc11 as text', 'r/1.1.1-rc11/f'],
  [`v${SEMVER}(?:-(?:alpha|beta|rc)-?\\d{1,3})?`, 'as text', undefined],
  [`${SEMVER}(?:-[a-z0-9]+)?`, 'as text', undefined],
  [`${SEMVER}-\\d+`, 'reads 1 as a prerelease', 'r/1.1.1-1/f'],
  [`${SEMVER}(?:-[0-9]{14})?`, 'as a prerelease', undefined],
  ['\\d{4}\\.\\d{2}\\.\\d{2}', '01 begins with a zero', 'r/1111.01.11/f'],
  ['\\d{4}\\.\\d{2}\\.\\d+', 'begins with a zero', undefined],
  ['20\\d\\d\\.[1-9]\\d*\\.\\d{2}', 'begins with a zero', undefined],
  [`${SEMVER}-rc\\.\\d{2}`, 'begins with a zero', undefined],
  [`${SEMVER}\\+\\d+`, '"1.1.1+2" and "1.1.1+1" are equal', 'r/1.1.1+1/f'],
  [`${SEMVER}(?:\\+\\d+)?`, 'are equal', undefined],
  [`v?${SEMVER}(?:-rc\\.\\d+)?\\+build\\.\\d+`, 'are equal', undefined],
  [`${SEMVER}\\+b\\d+`, 'are equal', undefined],
])('semver on %s: %s', (version, why, key) => {
  const findings = findingsOf('order', [{ regex: `^r/(?<v>${version})/f$`, prefix: 'r/', aliases: ['l'] }]);
  expect(findings).toMatchObject([{ severity: 'warning', rule: 'r1', why: expect.stringContaining(why) }]);
  if (key !== undefined) expect(findings[0]?.witness).toEqual({ key });
});

test.each([
  ['semver', '[^/]+'],
  ['semver', '.+'],
  ['semver', SEMVER],
  ['semver', `${SEMVER}(?:-.+)?`],
  ['semver', `v?${SEMVER}(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?`],
  ['semver', `${SEMVER}-rc\\.\\d+`],
  ['semver', `${SEMVER}-rc\\d`],
  ['semver', '20\\d\\d\\.\\d+\\.\\d+'],
  ['semver', '\\d+\\.(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)'],
  ['semver', '[a-z]+'],
  ['semver', `${SEMVER}\\+[0-9a-f]{7}`],
  ['semver', `${SEMVER}\\+.+`],
  ['semver', `${SEMVER}\\+[a-z]+`],
  ['version', `${SEMVER}\\+\\d+`],
  ['calver', '\\d{4}\\.\\d{2}\\.\\d{2}'],
  ['pep440', `${SEMVER}-rc\\d+`],
  ['maven', `${SEMVER}-\\d+`],
])('%s on %s: nothing unexpected', (by, version) => {
  expect(findingsOf('order', [{ regex: `^r/(?<v>${version})/f$`, prefix: 'r/', by, aliases: ['l'] }])).toEqual([]);
});

test('the order of a template of several groups is not checked', () => {
  const regex = '^r/(?<a>\\d{4})\\.(?<b>\\d{2})/(?<v>\\d)$';
  expect(findingsOf('order', [{ regex, prefix: 'r/', on: '{a}.{b}.{v}', aliases: ['l'] }])).toEqual([]);
});

test('builds that another order compares are not equal', () => {
  const regex = `^r/(?<v>${SEMVER}\\+(?<build>\\d+))/f$`;
  const order = [
    { by: 'semver', on: 'v' },
    { by: 'number', on: 'build' },
  ];
  const rule = { regex, prefix: 'r/', aliases: ['l'] };
  expect(findingsOf('order', [{ ...rule, order }])).toEqual([]);
  expect(findingsOf('order', [rule])).toHaveLength(1);
});
