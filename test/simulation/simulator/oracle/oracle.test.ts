import { expect, test } from 'vitest';
import { CATALOGUE } from '../plan/rule-catalogue.ts';
import type { RuleSpec } from '../plan/rule-spec.ts';
import { createOracle } from './oracle.ts';

const rules = CATALOGUE.map(
  ({ spec }): RuleSpec => ({ ...spec, onDelete: 'repoint', onConflict: 'refuse', guard: false }),
);
const oracle = createOracle(rules);

test.each([
  [
    'releases/web/1.2.3/app.tgz',
    ['releases/web/latest/app.tgz', 'releases/web/v1/app.tgz', 'releases/web/next/app.tgz'],
  ],
  ['releases/web/2.0.0-rc.1/app.tgz', ['releases/web/next/app.tgz']],
  ['builds/main/0042/out.zip', ['current/main.zip']],
  ['img/logo-r10.png', ['img/logo.png']],
  ['data/dt=2026-02-28/part.parquet', ['data/current/part.parquet', 'data/y2026/part.parquet']],
  ['reports/2025/12.pdf', ['reports/newest.pdf', 'reports/2025/newest.pdf']],
  ['nightly/n1.iso', ['nightly-latest']],
  ['zones/dev/7', ['parcels/dev/x']],
  ['ring/left/a/7', ['ring/right/top-a', 'ring/right/a/top']],
  ['sets/web/1.0.0/SUMS', ['sets/web/latest/SUMS', 'now-web/SUMS', 'sets/web/v1/SUMS']],
  ['sets/web/2.0.0-rc.1/a', ['sets/web/v2/a']],
  ['models/r2/w.bin', ['models/best/w.bin', 'best-w.bin']],
])('%s affects %j', (key, aliases) => {
  expect(oracle.claimsOf(key).map(({ alias }) => alias)).toEqual(aliases);
  expect(aliases.every((alias) => oracle.ownerOf(alias) !== undefined)).toBe(true);
});

test.each([
  ['releases/web/nightly/app.tgz'], // no version
  ['data/dt=2026-02-30/part.parquet'], // no day
  ['reports/2025/13.pdf'], // no month
  ['zones/b7/7'], // one of its aliases would be a candidate of another rule, and the other belongs to an earlier rule
  ['ring/right/a/top'], // an alias, which is not a candidate of the rule whose prefix it has
  ['elsewhere/1.2.3/app.tgz'],
])('%s affects nothing', (key) => {
  expect(oracle.claimsOf(key)).toEqual([]);
});

test.each<[key: string, groups: string[], completes: number[]]>([
  ['sets/web/1.0.0/SUMS', ['sets/web/latest/{file}', 'now-web/{file}', 'sets/web/v1/{file}'], [0]],
  ['sets/web/1.0.0/a', ['sets/web/latest/{file}', 'now-web/{file}', 'sets/web/v1/{file}'], []],
  ['sets/web/2.0.0-rc.1/SUMS', ['sets/web/v2/{file}'], [0]],
  ['models/r2/w.bin', ['models/best/{part}', 'best-{part}'], [0]],
  ['models/r2/_OK', ['models/best/{part}', 'best-{part}'], [1]],
  ['sets/web/draft/SUMS', [], []],
  ['releases/web/1.2.3/app.tgz', [], []],
])('%s is a part of releases of %j, and completes %j', (key, groups, completes) => {
  const parts = oracle.partsOf(key);
  expect(parts.map(({ group }) => group)).toEqual(groups);
  for (const part of parts) expect(part.completes).toEqual(completes);
  if (groups.length > 0) expect(oracle.affectedBy(key, [])).toEqual(groups);
});

const KNOWN = [
  'releases/web/1.2.3/app.tgz',
  'releases/web/1.2.3/b',
  'releases/web/2.0.0/app.tgz',
  'releases/api/1.2.3/app.tgz',
  'img/logo-r10.png',
  'img/icon-r10.png',
  'sets/web/1.0.0/a',
  'builds/main/7/out.zip',
];

test.each<[marker: string, names: string[]]>([
  [
    'releases/web/1.2.3/.withdrawn',
    ['latest/app.tgz', 'v1/app.tgz', 'next/app.tgz', 'latest/b', 'v1/b', 'next/b'].map((end) => `releases/web/${end}`),
  ],
  ['img/logo-r10.png.withdrawn', ['img/logo.png']],
  ['sets/web/1.0.0/.withdrawn', ['sets/web/latest/{file}', 'now-web/{file}', 'sets/web/v1/{file}']],
  ['builds/main/7/.withdrawn', ['current/main.zip']],
  ['builds/main/8/.withdrawn', []],
  ['releases/web/1.2.3/app.tgz.withdrawn', []],
  ['elsewhere/.withdrawn', []],
])('the marker %s affects %j', (marker, names) => {
  expect(oracle.affectedBy(marker, KNOWN)).toEqual(names);
});

test.each<[alias: string, names: string[]]>([
  ['sets/web/v1/SUMS', ['sets/web/v1/SUMS', 'sets/web/v1/{file}']],
  ['best-w.bin', ['best-w.bin', 'best-{part}']],
  ['current/main.zip', ['current/main.zip']],
  ['elsewhere', ['elsewhere']],
])('%s has the names %j', (alias, names) => {
  expect(oracle.namesOf(alias)).toEqual(names);
});

test.each([
  ['releases/web/1.10.0/app.tgz', 'releases/web/1.9.9/app.tgz'],
  ['releases/web/2.0.0/app.tgz', 'releases/web/2.0.0-rc.10/app.tgz'],
  ['releases/web/2.0.0-rc.10/app.tgz', 'releases/web/2.0.0-rc.2/app.tgz'],
  ['builds/main/0100/out.zip', 'builds/main/99/out.zip'],
  ['img/logo-r10.png', 'img/logo-r9.png'],
  ['img/logo-r10b.png', 'img/logo-r10.png'],
  ['img/logo-r1.png', 'img/logo-9.png'],
  ['data/dt=2026-01-02/part.parquet', 'data/dt=2025-12-31/part.parquet'],
  // The least text wins.
  ['docs/ra9/index.html', 'docs/rb/index.html'],
  ['releases/web/1.0.0+a/app.tgz', 'releases/web/1.0.0+b/app.tgz'],
])('%s is greater than %s', (greater, lesser) => {
  const claimant = (key: string) => {
    const claim = oracle.claimsOf(key).at(-1);
    if (claim === undefined) throw new TypeError(`${key} affects no alias`);
    return { ...claim, key, lastModified: 0 };
  };
  expect(oracle.compare(claimant(greater), claimant(lesser))).toBeGreaterThan(0);
  expect(oracle.compare(claimant(lesser), claimant(greater))).toBeLessThan(0);
  // If two candidates are equal in the order, the one that was modified last wins.
  expect(oracle.compare({ ...claimant(lesser), lastModified: 1 }, claimant(lesser))).toBeGreaterThan(0);
});
