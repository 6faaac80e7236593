import type { Budget } from '../explorer/explorer.ts';
import type { See } from '../world/layout.ts';
import type { Operation } from '../world/operation.ts';
import { aliasOf, delFile, putFile, RELEASES } from '../world/release-world.ts';
import type { SpecialWorld } from './worlds.ts';

const ALL = ['Enabled', 'Never', 'Suspended'] as const;

function numberOf(see: See, file: 'x' | 'z'): number | undefined {
  const link = see({ operation: 'GetSymlink', key: aliasOf(file) });
  return link.found === 'symlink' ? Number(link.target.split('/')[1]) : undefined;
}

/**
 * Readers never miss a file, if every release has its last file last and nothing is deleted. If the alias of the last
 * file exists, the alias of the first file exists too, and both can be read.
 */
function noneIsMissing(see: See): string | undefined {
  const [x, z] = [numberOf(see, 'x'), numberOf(see, 'z')];
  if (z === undefined) return undefined;
  if (x === undefined) return `${aliasOf('z')} shows release ${z}, but ${aliasOf('x')} is missing`;
  const dead = [`a/${x}/x`, `a/${z}/z`].find((key) => see({ operation: 'HeadObject', key }).found !== 'object');
  return dead === undefined ? undefined : `an alias points at ${dead}, which cannot be read`;
}

/** With one handler at a time, no alias shows an older release than the alias of the last file. */
function lastMovesLast(see: See): string | undefined {
  const [x, z] = [numberOf(see, 'x'), numberOf(see, 'z')];
  return (
    noneIsMissing(see) ?? (Number(x) < Number(z) ? `z shows release ${z}, but x still shows release ${x}` : undefined)
  );
}

/** One handler at a time. */
const ALONE: readonly Budget[] = [
  { handlers: 1, duplicates: 0, crashes: 0 },
  { handlers: 1, duplicates: 1, crashes: 0 },
  { handlers: 1, duplicates: 0, crashes: 1 },
  { handlers: 1, duplicates: 1, crashes: 2 },
];

const TWO = [putFile(1, 'x'), putFile(1, 'z'), putFile(2, 'x'), putFile(2, 'z')];

/** Worlds in which nothing is deleted and `x` is uploaded before `z`. The promises to readers hold at every moment. */
const ORDERLY: Readonly<Record<string, readonly Operation[]>> = {
  'one release': [putFile(1, 'x'), putFile(1, 'z')],
  'two releases': TWO,
  'two releases, the greater first': [putFile(2, 'x'), putFile(2, 'z'), putFile(1, 'x'), putFile(1, 'z')],
  'a release of three files, two of which move in one step': [putFile(1, 'x'), putFile(1, 'y'), putFile(1, 'z')],
  'the marker of a release is uploaded again': [putFile(1, 'x'), putFile(1, 'z'), putFile(1, 'z')],
  'a file of a release is uploaded again': [putFile(1, 'x'), putFile(1, 'z'), putFile(1, 'x')],
};

/** Worlds with too many states for several handlers at once. */
const LARGE: Readonly<Record<string, readonly Operation[]>> = {
  'two releases of three files': [
    ...[putFile(1, 'x'), putFile(1, 'y'), putFile(1, 'z')],
    ...[putFile(2, 'x'), putFile(2, 'y'), putFile(2, 'z')],
  ],
};

const OTHERS: Readonly<Record<string, readonly Operation[]>> = {
  'a release of three files after a release with only the marker': [
    ...[putFile(1, 'z'), putFile(2, 'x'), putFile(2, 'y'), putFile(2, 'z')],
  ],
  'a release whose marker is uploaded first': [putFile(1, 'z'), putFile(1, 'x')],
  'the second release lacks a file': [putFile(1, 'x'), putFile(1, 'z'), putFile(2, 'z')],
  'the marker of a release is deleted': [putFile(1, 'x'), putFile(1, 'z'), delFile(1, 'z')],
  'the second release is taken back': [putFile(1, 'z'), putFile(2, 'x'), putFile(2, 'z'), delFile(2, 'z')],
  'an optional file of a release is deleted': [putFile(1, 'x'), putFile(1, 'z'), delFile(1, 'x')],
};

/** Worlds of aliases that move together. */
export const RELEASE_WORLDS: readonly SpecialWorld[] = [
  ...Object.entries(ORDERLY).map(
    ([name, operations]): SpecialWorld => ({
      name,
      states: ALL,
      operations,
      options: { layout: RELEASES, always: noneIsMissing },
    }),
  ),
  ...Object.entries({ ...ORDERLY, ...LARGE }).map(
    ([name, operations]): SpecialWorld => ({
      name: `${name}, one handler at a time`,
      states: ALL,
      operations,
      options: { layout: RELEASES, always: lastMovesLast },
      budgets: ALONE,
    }),
  ),
  ...Object.entries(OTHERS).map(
    ([name, operations]): SpecialWorld => ({ name, states: ALL, operations, options: { layout: RELEASES } }),
  ),
  {
    name: 'a late write to a release',
    states: ALL,
    operations: [putFile(1, 'x'), putFile(1, 'z')],
    options: { layout: RELEASES, sweep: true },
    late: 1,
  },
  {
    name: 'a late write after a release was taken back',
    states: ALL,
    operations: [putFile(1, 'z'), delFile(1, 'z')],
    options: { layout: RELEASES, sweep: true },
    late: 1,
  },
  {
    name: 'a late write of the first of two releases',
    states: ALL,
    operations: [putFile(1, 'z'), putFile(2, 'z')],
    options: { layout: RELEASES, sweep: true },
    late: 1,
  },
];
