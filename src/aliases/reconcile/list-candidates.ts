import { defined } from '../../defined.ts';
import {
  type Candidate,
  compareCandidates,
  greaterWithdrawn,
  type WithdrawnCandidate,
} from '../../rules/match/candidate.ts';
import { isMarkerKey } from '../../rules/match/marker-place.ts';
import { aliasKeyFor, type KeyReading, readKey } from '../../rules/match/read-key.ts';
import {
  aliasOfUnread,
  createUnreadTally,
  isNamedWithoutOrder,
  type UnreadObjects,
  type UnreadTally,
} from '../../rules/match/unread.ts';
import { createWithdrawalFilter, type WithdrawalFilter } from '../../rules/match/withdrawal-filter.ts';
import type { AliasTemplate, Rule } from '../../rules/rule.ts';
import type { ListedObject } from '../../stores/store-response.ts';
import { classifyObject, markerOf } from '../model/classify-object.ts';
import type { Protocol } from '../model/protocol.ts';
import type { AliasTask } from '../model/task.ts';
import type { KnownLinks } from './known-links.ts';
import { listAll } from './list-all.ts';

/** A candidate of a listing. */
export interface ListedCandidate extends Candidate {
  /** Present if the listing does not show whether it is a symlink: its ETag there. */
  readonly unknownType?: Pick<ListedObject, 'etag'>;
}

/** What a listing shows for an alias. */
export interface BestCandidates {
  /** The greatest candidates that are not withdrawn, greatest first. */
  readonly candidates: readonly ListedCandidate[];
  /** The listing has more candidates, and does not show which of them are symlinks. */
  readonly hasMore?: true;
  /** The listing shows an archived object that would be a candidate if it were restored. */
  readonly hasArchived?: true;
  /** Whether a listed marker withdraws a key. Absent if no marker was listed. */
  readonly isWithdrawn?: (key: string) => boolean;
  /** The greatest withdrawn candidate, even if it is less than the winner. */
  readonly withdrawn?: WithdrawnCandidate;
  /** For an alias that moves alone: the listed objects that would be its candidates if the order could read them. */
  readonly unread?: UnreadObjects;
}

/** How many candidates of a listing are kept, in case HeadObject finds the greatest ones gone. */
export const KEPT = 8;

/** What {@link listCandidates} leaves out and keeps. */
export interface ListingLimits {
  /** Symlinks that the listing does not show as such. */
  readonly links?: KnownLinks;
  /** How many candidates of each alias are kept. */
  readonly kept?: number;
}

/**
 * Lists a prefix once, and finds the best candidates of several aliases. Each object is read once for each rule, so the work
 * does not grow with objects times aliases.
 *
 * @param tasks aliases that move alone, whose candidates all have this prefix.
 * @returns by alias
 */
export function* listCandidates(
  prefix: string,
  tasks: readonly AliasTask[],
  { links, kept = KEPT }: ListingLimits = {},
): Protocol<ReadonlyMap<string, BestCandidates>> {
  const own = [...new Set(tasks.map(({ rule }) => rule))];
  const rules = own.map((rule) => createRuleListing(rule, tasks, kept));
  yield* listAll(
    prefix,
    (object) => {
      const known = links?.has(object) ? { ...object, type: 'Symlink' } : object;
      for (const listing of rules) listing.add(known);
    },
    (key) => own.some((rule) => isMarkerKey(rule, key)),
  );
  return new Map(rules.flatMap((listing) => listing.end()));
}

/** An alias while its candidates are listed. */
interface ListedAlias {
  readonly task: AliasTask;
  readonly best: ListedCandidate[];
  hasMore?: true;
  readonly unread: UnreadTally;
  withdrawn?: WithdrawnCandidate;
  hasArchived?: true;
}

interface OwnCandidate {
  readonly of: ListedAlias;
  readonly candidate: ListedCandidate;
}

/** The aliases of one rule while a listing shows their objects, in key order. */
function createRuleListing(rule: Rule, tasks: readonly AliasTask[], kept: number) {
  const templates = aliasesByTemplate(tasks.filter((task) => task.rule === rule));
  const filter = createWithdrawalFilter<OwnCandidate>(
    ({ of, candidate }) => insertInto(of, candidate, kept),
    ({ item: { of, candidate }, marker }) => {
      of.withdrawn = greaterWithdrawn(rule, of.withdrawn, { candidate, marker });
    },
  );
  const addTo = (of: ListedAlias, reading: KeyReading, object: ListedObject): void => {
    const { key, type, etag } = object;
    const candidate = classifyObject({ ...of.task, candidate: { key, reading } }, object);
    const unknown = type === undefined ? { unknownType: { etag } } : {};
    if (!('why' in candidate)) filter.addCandidate({ of, candidate: { ...candidate, ...unknown } }, reading.marker);
    else if (candidate.kind === 'archived') of.hasArchived = true;
    else if (candidate.kind === 'unread') of.unread.add({ key, why: candidate.why });
  };
  return {
    add(object: ListedObject): void {
      filter.pass(object.key);
      if (object.type === 'Symlink') return;
      if (isMarkerKey(rule, object.key)) filter.addMarker(object.key);
      const reading = readKey(rule, object.key);
      // Without a type, the key of an alias counts as a symlink, and not as an object that the order cannot read.
      if (reading === undefined || (!reading.order.ok && object.type === undefined && isAliasOf(rule, object.key)))
        return;
      for (const [template, aliases] of templates) {
        const alias = aliasOf(template, reading);
        const of = alias === undefined ? undefined : aliases.get(alias);
        if (of !== undefined) addTo(of, reading, object);
      }
    },
    end(): readonly (readonly [alias: string, found: BestCandidates])[] {
      filter.end();
      return [...templates.values()].flatMap((aliases) =>
        [...aliases].map(([alias, listed]) => [alias, resultOf(listed, filter)] as const),
      );
    },
  };
}

function aliasesByTemplate(tasks: readonly AliasTask[]): ReadonlyMap<AliasTemplate, Map<string, ListedAlias>> {
  const templates = new Map<AliasTemplate, Map<string, ListedAlias>>();
  for (const task of tasks) {
    const aliases = templates.get(task.template) ?? new Map<string, ListedAlias>();
    templates.set(task.template, aliases);
    aliases.set(task.alias, { task, best: [], unread: createUnreadTally() });
  }
  return templates;
}

/** The alias that an object would be a candidate of. An unread object belongs to an alias only if its groups name it. */
function aliasOf(template: AliasTemplate, reading: KeyReading): string | undefined {
  if (!reading.order.ok) return isNamedWithoutOrder(template) ? aliasOfUnread(template, reading.groups) : undefined;
  const produced = aliasKeyFor(template, reading);
  return 'why' in produced ? undefined : produced.alias;
}

/** Whether an alias of the rule can have this key. */
function isAliasOf({ templates }: Rule, key: string): boolean {
  return templates.some(({ keyPattern }) => keyPattern.match(key) !== undefined);
}

function resultOf(
  { task, best, hasMore, withdrawn, hasArchived, unread }: ListedAlias,
  { markers }: WithdrawalFilter<OwnCandidate>,
): BestCandidates {
  const isWithdrawn = (key: string): boolean => markers.has(markerOf(task, key) ?? '');
  return { candidates: best, isWithdrawn, ...defined({ hasMore, hasArchived, withdrawn, unread: unread.counted }) };
}

/** Inserts a candidate into a list of the greatest, and drops the least if the list is full. */
function insertInto(of: ListedAlias, candidate: ListedCandidate, kept: number): void {
  const { best, task } = of;
  const at = best.findIndex((other) => compareCandidates(task.rule, candidate, other) > 0);
  if (best.length === kept && candidate.unknownType !== undefined) of.hasMore = true;
  if (at === -1 && best.length === kept) return;
  best.splice(at === -1 ? best.length : at, 0, candidate);
  best.splice(kept);
}
