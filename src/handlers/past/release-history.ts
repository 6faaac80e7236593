import { aliasHistory } from '../../aliases/look/history.ts';
import type { HistoryEntry } from '../../aliases/look/history-entry.ts';
import { type MoveMarker, readMoveMarkers } from '../../aliases/look/marker-moves.ts';
import { type AliasMoves, mergeMoves, type ReleaseMove } from '../../aliases/past/release-moves.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import { compareKeys } from '../../compare-keys.ts';
import { defined } from '../../defined.ts';
import { ownerOfAlias } from '../../rules/match/match-key.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { CONCURRENCY, type HandlerContext } from '../function/handler-context.ts';
import { mapOrdered } from '../work/concurrency.ts';
import { runProtocol } from '../work/run-protocol.ts';
import { listVersions } from './list-versions.ts';
import { refuseWithoutVersions } from './refuse-without-versions.ts';

/** A move of a group of aliases. */
export interface GroupMove extends ReleaseMove {
  /** The name of the group: `releases/app/latest/{file}`. For aliases that move alone, their folder. */
  readonly group: string;
  /** What the marker said whose event moved it. */
  readonly marker?: MoveMarker;
}

/** The moves of the releases that the aliases under a prefix showed. */
export interface ReleaseHistory {
  readonly prefix: string;
  readonly aliases: number;
  /** Newest first. */
  readonly moves: readonly GroupMove[];
  /** Older moves exist. */
  readonly more: boolean;
}

/** So many more moves of each alias are read than are shown, because the oldest ones that are read can be parts of a move. */
const SPARE = 8;

/** More aliases than this are refused, because their versions are kept in memory. */
const MOST_ALIASES = 10_000;

/**
 * The moves of all aliases under a prefix, merged into moves of their releases. Reads a little more than
 * twice `limit` moves of each alias.
 *
 * @param limit the most moves of all groups together: the newest ones
 * @throws AutoaliasError `alias-refused` for a bucket without versions; `limit-exceeded` for more than {@link MOST_ALIASES} aliases.
 */
export async function releaseHistory(
  { store, ruleSet }: Pick<HandlerContext, 'store' | 'ruleSet'>,
  prefix: string,
  limit: number,
): Promise<ReleaseHistory> {
  const { status } = await store.send({ operation: 'GetBucketVersioning' });
  refuseWithoutVersions(store, status, 'the moves of its releases are unknown');
  const aliases = new Set<string>();
  for await (const { key, type } of listVersions(store, prefix)) {
    if (type === 'Symlink') aliases.add(key);
    if (aliases.size <= MOST_ALIASES) continue;
    throw new AutoaliasError(
      'limit-exceeded',
      `more than ${MOST_ALIASES} aliases are under ${prefix}; name a longer prefix`,
    );
  }
  const groups = new Map<string, AliasMoves[]>();
  let hasMore = false;
  // A link is also written again for other reasons, such as a pin or new headers of its target.
  const isShown = ({ changes }: HistoryEntry): boolean => changes === 'target';
  const read = (alias: string) =>
    runProtocol(aliasHistory(store.capabilities, alias, 2 * limit + SPARE, isShown), store);
  for await (const history of mapOrdered(aliases, CONCURRENCY, read)) {
    hasMore ||= history.more;
    const group = groupOf(ruleSet, history.alias);
    groups.set(group, [...(groups.get(group) ?? []), history]);
  }
  const merged = [...groups]
    .flatMap(([group, histories]) => mergeMoves(histories).map((move) => ({ group, ...move })))
    .sort((a, b) => (b.at ?? 0) - (a.at ?? 0) || compareKeys(a.group, b.group));
  const moves = merged.slice(0, limit);
  // Not `at`: a sweep can have moved the first alias before the marker was written.
  const entries = moves.map(({ cause, actor, until }) => ({ cause, actor, at: until }));
  const markers = await runProtocol(readMoveMarkers({ entries, versioning: status }), store);
  return {
    prefix,
    aliases: aliases.size,
    moves: moves.map((move, i) => ({ ...move, ...defined({ marker: entries[i] && markers.get(entries[i]) }) })),
    more: hasMore || merged.length > limit,
  };
}

function groupOf(ruleSet: RuleSet, alias: string): string {
  const group = ownerOfAlias(ruleSet, alias)?.template.grouping?.groupOfAlias(alias);
  return group?.name ?? alias.slice(0, alias.lastIndexOf('/') + 1);
}
