import { expect, test } from 'vitest';
import { version } from '../../../src/rules/orders/version.ts';
import { seededRandom } from '../seeded-random.ts';
import { compared, sorted } from './sorted.ts';

test.each<[name: string, row: readonly string[]]>([
  ['numbers', ['0.9', '1', '1.0.1', 'v1.2', '1.2.3', '1.2.3.1', '1.10', 'V2', '26.04', '26.10', '483', '20250625']],
  ['a release and what comes before and after it', ['1.0-rc1', '1.0-rc2', '1.0', '1.0-1', '1.0-sp1', '1.0.1']],
  ['words of prereleases', ['1.0-dev', '1.0-a1', '1.0-beta', '1.0-M1', '1.0-preview', '1.0-rc', '1.0']],
  ['numbers in suffixes', ['2.0rc9', '2.0rc10', '2.0-p9', '2.0-p10']],
  ['words in one row of the table', ['1.0-canary.3', '1.0-dev.2', '1.0-nightly.1', '1.0-SNAPSHOT', '1.0-alpha']],
  ['development before a prerelease', ['1.0-rc1-SNAPSHOT', '1.0-rc1', '1.0-rc1-5', '1.0-rc2']],
  ['the number of commits', ['1.2.3', '1.2.3-2-g1a2b3c4', '1.2.3-14-g0ffee11', '1.2.4']],
  ['letters of patches', ['1.0.2', '1.0.2a', '1.0.2k', '1.0.3']],
  ['updates of Java', ['8', '8u45', '8u321', '11.0.1']],
  [
    'Windows and Chrome',
    ['119.0.6045.199', '120.0.6099.71', '120.0.6099.109', '120.0.6099.225-beta.1', '120.0.6099.225'],
  ],
  ['NuGet', ['1.2.3.4-beta.1', '1.2.3.4-beta.10', '1.2.3.4-rc', '1.2.3.4', '1.2.3.5-alpha']],
  ['dates', ['2026-09-30', '2026-10-01', '2026.11.1', '2026.11.1-2', '2026.12']],
  ['other words come after numbers', ['3.19', '3.19-1', '3.19-alpine', '3.19-bookworm', '3.20']],
  ['a prerelease word after another word', ['1.0-alpine-rc1', '1.0', '1.0-alpine']],
])('sorts %s', (_, row) => {
  expect(sorted(version, [...row].reverse())).toEqual(row);
});

test.each([
  ['1.2', '1.2.0'],
  ['v1.2', '1.2'],
  ['22.01', '22.1'],
  ['1.0.Final', '1.0'],
  ['1.0-GA', '1.0.RELEASE'],
  ['2.440.1-lts', '2.440.1'],
  ['1.0a1', '1.0-alpha.1'],
  ['1.0-preview2', '1.0-pre2'],
  ['1.0_RC1', '1.0rc1'],
  ['1.0-cr1', '1.0-rc1'],
  ['1.2.3+build.7', '1.2.3'],
  ['1.2.3-4-g1a2b3c4', '1.2.3-4'],
  ['1.2.3-1a2b3c4d', '1.2.3'],
])('%s equals %s', (a, b) => {
  expect(compared(version, a, b)).toBe(0);
});

test.each([
  ['v1.2', { major: '1', minor: '2', patch: '0' }, false],
  ['1.2.3.4-rc1', { major: '1', minor: '2', patch: '3' }, true],
  ['483', { major: '483', minor: '0', patch: '0' }, false],
  // As written, so that an alias is named like the version.
  ['26.04', { major: '26', minor: '04', patch: '0' }, false],
  ['v1.2.3.4-beta.1+x', { major: '1', minor: '2', patch: '3' }, true],
])('the parts of %s', (text, parts, prerelease) => {
  expect(version.parse(text)).toMatchObject({ ok: true, parts, prerelease });
});

test.each([
  ...['1.0-rc1', '1.0-rc', '1.0-RC.1', '1.0rc1', '1.0.rc1', '1.0_rc1', '1.0-cr1', '1.0-candidate1', '2rc1', '483-rc1'],
  ...['1.0-alpha', '1.0a1', '1.0-a1', '1.0b2', '1.0-beta', '1.0-M1', '1.0-milestone-1', '1.0-a1234567'],
  ...['1.0-pre', '1.0-pr4', '1.0-preview', '1.0-ea', '1.0-eap1', '1.0.MR', '1.0-rc1-5-g1a2b3c4', '1.0.0-alpine-rc1'],
  ...[
    '1.0-dev',
    '1.0.dev3',
    '1.0-SNAPSHOT',
    '1.0-nightly.20261120',
    '1.0-canary',
    '1.0-next.1',
    '1.0-main.5',
    '1.0-ci.7',
  ],
])('%s is a prerelease', (text) => {
  expect(version.parse(text)).toMatchObject({ ok: true, prerelease: true });
});

test.each([
  ...[
    '1.0',
    'v1.0',
    '1.0-1',
    '1.0.Final',
    '1.0-sp1',
    '1.0.post1',
    '1.0-hotfix',
    '1.0-alpine',
    '1.0.2a',
    '1.0.2b',
    '8u321',
  ],
  // These words only contain the word of a prerelease.
  ...[
    '1.0-prefix',
    '1.0-arch',
    '1.0-devices',
    '1.0-betamax',
    '1.0-latest',
    '1.0-5-g1a2b3c4',
    '1.0+rc1',
    '1.0-a',
    '1.0-m',
  ],
])('%s is a release', (text) => {
  expect(version.parse(text)).toMatchObject({ ok: true, prerelease: false });
});

test.each([
  ...[
    '',
    'v',
    'latest',
    'main',
    'release-1.2',
    'v-1.2',
    'x1.2',
    'rc1',
    '.5',
    '1.',
    '1..2',
    '1.2-',
    '1.2.x',
    '1.x',
    '1.X',
  ],
  ...['a1b2c3d', '123b456', '1234abcd', '1a2b3c4-dirty', '9f86d081-884c-4d65-9a2f-eaa0c55ad015', 'v1a2b3c4', '12ab3'],
  ...['1.0~rc1', '1:1.0', '1.0 ', ' 1.0', '1.0\n', '1.0é', '1,0', '1.0+', '20241231T0500', '1b', '12k', '1.2abc'],
])('%j is skipped', (text) => {
  expect(version.parse(text)).toEqual({
    ok: false,
    why: `"${text}" is not a version (like 1.10, v2.0.0-rc1 or 1.2.3.4)`,
  });
});

test('does not read hashes of seven and eight digits that contain a letter', () => {
  const random = seededRandom(1);
  const hashes = Array.from({ length: 100_000 }, (_, i) =>
    Array.from({ length: 7 + (i % 2) }, () => random.below(16).toString(16)).join(''),
  );
  expect(hashes.filter((hash) => /[a-f]/.test(hash) && version.parse(hash).ok)).toEqual([]);
});

test('is a total order', () => {
  const random = seededRandom(2);
  const pieces = ['1', '0', '10', '.', '.1', '-', '_', 'rc', 'a', 'alpha', 'dev', 'final', 'p', 'x1', '-1a2b3c4', '+b'];
  const texts = Array.from({ length: 30_000 }, () =>
    ['1', ...Array.from({ length: random.below(6) }, () => pieces[random.below(pieces.length)])].join(''),
  );
  const values = [...new Set(texts)].flatMap((text) => {
    const read = version.parse(text);
    return read.ok ? [read] : [];
  });
  expect(values.length).toBeGreaterThan(1_000);
  const at = () => values[random.below(values.length)] ?? { value: undefined as never };
  for (let i = 0; i < 30_000; i++) {
    const [a, b, c] = [at().value, at().value, at().value];
    const [ab, bc, ac] = [version.compare(a, b), version.compare(b, c), version.compare(a, c)];
    expect(Math.sign(ab)).toBe(-Math.sign(version.compare(b, a)) + 0);
    if (ab <= 0 && bc <= 0) expect(ac).toBeLessThanOrEqual(0);
  }
});
