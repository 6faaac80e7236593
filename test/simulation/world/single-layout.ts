import type { Layout, See, WorldFacts } from './layout.ts';
import type { Operation } from './operation.ts';
import { FOREIGN_ETAG, foreignObject } from './operations.ts';
import { servedHeaders, showHeaders } from './served-headers.ts';
import { ALIAS, candidate, singleRules } from './single-alias.ts';
import { INTERIM, isInterim } from './wrong-target.ts';

/** The key that the alias is pinned to after all operations, or undefined. */
function pinnedTo(operations: readonly Operation[]): string | undefined {
  const last = operations.findLast(({ name }) => name.startsWith('pin') || name === 'unpin')?.name;
  const [, n] = /^pin(?:ned)? to (\d+)$/.exec(last ?? '') ?? [];
  return n === undefined ? undefined : candidate(Number(n));
}

/** The numbers of the candidates: objects that exist and are not withdrawn. */
export function candidatesIn(see: See): readonly number[] {
  const { objects } = see({ operation: 'ListObjects', prefix: 'a/', maxKeys: 1000 });
  const there = new Set(objects.filter(({ type }) => type !== 'Symlink').map(({ key }) => key));
  return [1, 2, 3, 4].filter((n) => there.has(candidate(n)) && !there.has(`a/${n}/.withdrawn`));
}

/** Compares the alias with its definition, computed without the product's code. */
function wrongAlias(see: See, { operations }: WorldFacts): string | undefined {
  const numbers = candidatesIn(see);
  const held = pinnedTo(operations);
  const winner = held ?? (numbers.length === 0 ? undefined : candidate(Math.max(...numbers)));
  const link = see({ operation: 'GetSymlink', key: ALIAS });
  // A real object at the alias key must be kept, and then there is no alias to judge.
  if (link.found === 'object') return undefined;
  if (
    operations.includes(foreignObject) &&
    !see({ operation: 'ListObjectVersions', prefix: ALIAS, maxKeys: 100 }).versions.some(
      ({ etag }) => etag === FOREIGN_ETAG,
    )
  ) {
    return 'the real object at the alias key is lost';
  }
  const target = link.found === 'symlink' ? link.target : undefined;
  if (target !== winner) return `the alias points at ${target ?? 'nothing'} instead of ${winner ?? 'nothing'}`;
  if (winner === undefined || link.found !== 'symlink') return undefined;
  if (isInterim(link)) return INTERIM;
  const isPinned = link.metadata['autoalias-pin'] !== undefined;
  if (isPinned !== (held !== undefined)) return `the alias is ${isPinned ? '' : 'not '}pinned`;
  const head = see({ operation: 'HeadObject', key: winner });
  // A pin names a key, which may be deleted or written again.
  if (head.found !== 'object' && held !== undefined) return undefined;
  const actual = head.found === 'object' ? [head.versionId, head.etag] : [];
  const recorded = [link.metadata['autoalias-version-id'], link.metadata['autoalias-etag']];
  if (String(recorded) !== String(actual))
    return `the alias records version ${recorded} of ${winner}, but the version is ${actual}`;
  const [served, wanted] = [showHeaders(link.headers), servedHeaders(head.found === 'object' ? head.headers : {})];
  return served === wanted ? undefined : `the alias is served with ${served}, but must be with ${wanted}`;
}

/** One alias, which points at the greatest candidate. */
export const SINGLE: Layout = { ruleSet: singleRules(), aliases: [ALIAS], wrong: wrongAlias };
