import { describe, expect, test } from 'vitest';
import {
  coveredText,
  distinctMarkers,
  markerAt,
  markersOfFolder,
  markersOfObject,
  type NamedMarker,
  rulesWithoutMarkers,
} from '../../../src/handlers/withdraw/named-marker.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { FLAT_RULE, RAW_RULE } from './withdraw-world.ts';

const RULES = parseRules(
  `version: 1
rules:
  - name: folders
    match: { prefix: releases/, regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}']
${FLAT_RULE}  - name: both
    match: { prefix: releases/app/, regex: '^releases/app/(?<version>[^/]+)/(?<file>app)[.]tgz$' }
    order: { by: semver, on: version }
    aliases: ['current/{file}']
${RAW_RULE}`,
  'test.yaml',
);

function shown(markers: readonly NamedMarker[]) {
  return markers.map((marker) => [marker.key, marker.rule.name, coveredText(marker), marker.version]);
}

describe('the markers of an object', () => {
  test.each<[key: string, markers: unknown[]]>([
    ['releases/x/1.0.0/f', [['releases/x/1.0.0/.withdrawn', 'folders', 'releases/x/1.0.0/', '1.0.0']]],
    ['pypi/x-1.2.0.tgz', [['pypi/x-1.2.0.tgz.withdrawn', 'flat', 'pypi/x-1.2.0.tgz', '1.2.0']]],
    // Two rules look for the same marker.
    ['releases/app/1.0.0/app.tgz', [['releases/app/1.0.0/.withdrawn', 'folders', 'releases/app/1.0.0/', '1.0.0']]],
    // Not a candidate.
    ['releases/x/latest/f', []],
    ['raw/1.0.0', []],
    ['elsewhere', []],
    ['releases/x/1.0.0/.withdrawn', []],
  ])('%s', (key, markers) => {
    expect(shown(markersOfObject(RULES, key))).toEqual(markers);
  });
});

describe('the marker at a key', () => {
  test.each<[key: string, marker: unknown]>([
    ['releases/x/1.0.0/.withdrawn', ['releases/x/1.0.0/', '1.0.0']],
    ['pypi/x-1.2.0.tgz.withdrawn', ['pypi/x-1.2.0.tgz', '1.2.0']],
    ['pypi/.withdrawn', undefined],
    ['releases/x/1.0.0/f', undefined],
    ['raw/1.0.0.withdrawn', undefined],
    ['elsewhere/.withdrawn', undefined],
  ])('%s', (key, expected) => {
    const marker = markerAt(RULES, key);
    expect(marker && [coveredText(marker), marker.version]).toEqual(expected);
  });
});

test.each<[folder: string, marker: string | undefined]>([
  ['releases/x/1.0.0/', 'releases/x/1.0.0/.withdrawn'],
  // Not the folder of a version.
  ['releases/x/latest/', undefined],
  ['releases/x/', undefined],
  ['releases/x/1.0.0/linux/', undefined],
  ['pypi/', undefined],
])('the marker of the folder %s is %s', (folder, marker) => {
  expect(markersOfFolder(RULES, folder)[0]?.key).toBe(marker);
});

test.each<[key: string, rules: string[]]>([
  ['raw/1.0.0', ['raw']],
  ['raw/other', []],
  ['releases/x/1.0.0/f', []],
])('the rules without markers of %s are %j', (key, rules) => {
  expect(rulesWithoutMarkers(RULES, key).map(({ name }) => name)).toEqual(rules);
});

test('of equal markers, the first stays', () => {
  const [first] = markersOfObject(RULES, 'releases/x/1.0.0/f');
  const [other] = markersOfObject(RULES, 'releases/x/2.0.0/f');
  if (first === undefined || other === undefined) throw new TypeError('no marker');
  expect(distinctMarkers([first, other, { ...first, version: 'again' }])).toEqual([first, other]);
});
