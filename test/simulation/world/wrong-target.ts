import { META } from '../../../src/aliases/model/alias-record.ts';
import type { SymlinkFound } from '../../../src/stores/store-response.ts';
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
  if (isInterim(link)) return INTERIM;
  const head = see({ operation: 'HeadObject', key: winner });
  const actual = head.found === 'object' ? [head.versionId, head.etag] : [];
  const recorded = [link.metadata['autoalias-version-id'], link.metadata['autoalias-etag']];
  if (String(recorded) === String(actual)) return undefined;
  return `${alias} records version ${recorded} of ${winner}, but the version is ${actual}`;
}

/** Why an alias is wrong that a handler wrote for the time being. */
export const INTERIM = 'the alias is left for the time being';

/** Whether a handler wrote a former target for the time being. At rest, no alias is written so. */
export function isInterim({ metadata }: Pick<SymlinkFound, 'metadata'>): boolean {
  return metadata[META.interim] !== undefined;
}
