import type { See } from './layout.ts';

/**
 * Returns why an alias is wrong, or undefined. It should point at the newest version of `winner`. Without a winner, it
 * should not exist.
 */
export function wrongTarget(see: See, alias: string, winner: string | undefined): string | undefined {
  const link = see({ operation: 'GetSymlink', key: alias });
  const target = link.found === 'symlink' ? link.target : undefined;
  if (target !== winner) return `${alias} points at ${target ?? 'nothing'} instead of ${winner ?? 'nothing'}`;
  if (winner === undefined || link.found !== 'symlink') return undefined;
  const head = see({ operation: 'HeadObject', key: winner });
  const actual = head.found === 'object' ? [head.versionId, head.etag] : [];
  const recorded = [link.metadata['autoalias-version-id'], link.metadata['autoalias-etag']];
  if (String(recorded) === String(actual)) return undefined;
  return `${alias} records version ${recorded} of ${winner}, but the version is ${actual}`;
}
