import type { UnreadAlias } from '../../aliases/look/collect-unread.ts';
import {
  type AliasState,
  type PlannedAlias,
  type PlannedChange,
  planAlias,
  planBareLink,
  planRelease,
} from '../../aliases/look/plan-alias.ts';
import { readOrphan } from '../../aliases/look/prune-alias.ts';
import { LOOK } from '../../aliases/model/cause.ts';
import type { PinView } from '../../aliases/model/pin.ts';
import type { Protocol } from '../../aliases/model/protocol.ts';
import type { AliasTask } from '../../aliases/model/task.ts';
import { aliasTask } from '../../aliases/model/task.ts';
import { defined } from '../../defined.ts';
import { messageOf } from '../../error-text.ts';
import type { UnreadObjects } from '../../rules/match/unread.ts';
import { CONCURRENCY, type HandlerContext } from '../function/handler-context.ts';
import { createMarkerCheck } from '../walk/kind-of-listed.ts';
import type { Scope } from '../walk/list-objects.ts';
import {
  createWalkProgress,
  type WalkedAlias,
  type WalkedItem,
  type WalkedRelease,
  type WalkedUnread,
  type WalkProgress,
  walkAliases,
} from '../walk/walk-aliases.ts';
import { mapOrdered } from '../work/concurrency.ts';
import { type Cost, runProtocol } from '../work/run-protocol.ts';
import { createMarkerNotes, type MarkerNotes, type WithdrawnView, withNote } from './held-back.ts';
import { listAlias, listUnreadOfGroup } from './list-item.ts';

/** The state of one alias or link. */
export type Finding = AliasFinding | OrphanFinding | FailedFinding;

interface FindingBase {
  readonly rule: string;
  readonly alias: string;
  /** The current target, or null if there is no alias. */
  readonly from: string | null;
  /** The target that the rules choose, or null if the alias should not exist. */
  readonly to: string | null;
  readonly why: string;
  /** Whether there is a link whose target cannot be read. */
  readonly broken: boolean;
  /** The storage class of its target, if that is archived and not restored. */
  readonly archived?: string;
}

/** An alias that a rule defines. */
export interface AliasFinding extends FindingBase {
  readonly state: AliasState;
  readonly change: PlannedChange;
  /** The headers of the link with which caches may serve it for more than a day, if its rule does not ask for them. */
  readonly longLived?: string;
  /** The same for headers that its rule asks for. */
  readonly longLivedByRule?: string;
  /** The pin that keeps it where it is. */
  readonly pin?: PinView;
  /** Its greatest candidate, if that is withdrawn. Without the marker, the alias would point at it. */
  readonly withdrawn?: WithdrawnView;
  /** For a suspicious pin: the reasons why it cannot come from an autoalias command. */
  readonly doubts?: readonly string[];
  /** For aliases that move together: the name of their group. */
  readonly group?: string;
  /** For aliases that move together: the release that they should show. Null if no release is complete. */
  readonly release?: string | null;
  /** The objects that would be its candidates if the order could read them. Absent if there are none. */
  readonly unread?: UnreadObjects;
}

/** A link that autoalias wrote for rules that no longer exist. */
export interface OrphanFinding extends FindingBase {
  readonly state: 'orphaned';
}

/** An alias, or a group of aliases, that could not be read. */
export interface FailedFinding extends FindingBase {
  readonly state: 'failed';
}

/** Whether the finding is about an alias that a rule defines and that could be read. */
export function isAlias(finding: Finding): finding is AliasFinding {
  return finding.state !== 'orphaned' && finding.state !== 'failed';
}

/** Whether readers of a link get an error, or an outdated answer from caches: this is reported even if the link is right. */
export function isAtRisk(finding: Finding): boolean {
  return finding.archived !== undefined || (isAlias(finding) && finding.longLived !== undefined);
}

/** Options of {@link lookAtAliases}. */
export interface LookOptions extends Omit<Scope, 'prefix'> {
  /** The key of one alias, or a prefix of the keys to list. By default, every prefix that the rules affect is listed. */
  readonly of?: string | undefined;
  /** Whether to include links that no rule defines. */
  readonly orphans?: boolean;
  /** Whether to include aliases that have unread objects, no candidates and no link. */
  readonly unreadOnly?: boolean;
  readonly concurrency?: number;
}

/** The progress of {@link lookAtAliases}. */
export interface LookProgress extends WalkProgress {
  /** The number of findings so far. */
  aliases: number;
}

/** Creates the progress of a walk that has not begun. */
export function createLookProgress(): LookProgress {
  return { aliases: 0, ...createWalkProgress() };
}

/**
 * Compares aliases with the rules, and yields the state of each. Writes nothing. Memory is bounded by the aliases of one
 * prefix.
 *
 * @param progress is updated while the generator runs.
 */
export async function* lookAtAliases(
  context: HandlerContext,
  { of, orphans = false, unreadOnly = false, concurrency = CONCURRENCY, ...rest }: LookOptions,
  progress: LookProgress,
): AsyncGenerator<Finding> {
  // A text that ends with a slash is a prefix, even if a template could produce it as an alias.
  const task =
    of === undefined || of === '' || of.endsWith('/')
      ? undefined
      : aliasTask(context.ruleSet, of, LOOK, context.now(), context.store.capabilities);
  const scope = { ...rest, ...(of === undefined ? {} : { prefix: of }) };
  const items = task === undefined ? walkAliases(context, scope, progress) : [itemOf(task)];
  const notes = createMarkerNotes(context.store, () => {
    progress.requests++;
  });
  const checkMarkers = createMarkerCheck(context.store, () => progress.requests++);
  const lookAt = async (item: WalkedItem) =>
    findingsFor(context, await checkMarkers(item), { orphans, unreadOnly, notes }, progress);
  for await (const findings of mapOrdered<WalkedItem, readonly Finding[]>(items, concurrency, lookAt)) {
    progress.aliases += findings.length;
    yield* findings;
  }
}

/** The item for an alias whose candidates have not been listed. */
function itemOf({ rule, template, alias, prefix }: AliasTask): WalkedAlias {
  return {
    kind: 'alias',
    rule,
    template,
    alias,
    prefix,
    listed: undefined,
    isBareLink: false,
    unread: [],
    resumeAfter: undefined,
  };
}

/** Reads one item. Returns a failed finding if a request fails. */
async function findingsFor(
  context: HandlerContext,
  item: WalkedItem,
  {
    orphans,
    unreadOnly,
    notes,
  }: Required<Pick<LookOptions, 'orphans' | 'unreadOnly'>> & { readonly notes: MarkerNotes },
  progress: LookProgress,
): Promise<readonly Finding[]> {
  if (item.kind === 'ownerless' && !orphans) return [];
  const cost: Cost = { requests: 0, roundTrips: 0 };
  try {
    const [listed, unread] = item.kind === 'ownerless' ? [item, []] : await withUnread(context, item, progress);
    if (item.kind === 'unread' && !unreadOnly) return [];
    const { store } = context;
    const given = { now: context.now(), capabilities: store.capabilities };
    const findings = await runProtocol(findingsOf(listed, given), store, cost);
    const byAlias = new Map(unread.map((one) => [one.alias, one.unread]));
    return await Promise.all(
      findings.map(async (finding) => {
        const more = defined({ unread: byAlias.get(finding.alias) });
        return finding.state === 'orphaned' ? finding : { ...(await withNote(finding, notes)), ...more };
      }),
    );
  } catch (error) {
    const why = messageOf(error);
    return [{ ...nameOf(item), state: 'failed', from: null, to: null, why, broken: false }];
  } finally {
    progress.requests += cost.requests;
  }
}

/** The rule and the alias or group of an item. */
function nameOf(item: WalkedItem): { readonly rule: string; readonly alias: string } {
  if (item.kind === 'ownerless') return { rule: '', alias: item.alias };
  if (item.kind === 'unread') return { rule: item.unread[0].rule.name, alias: item.unread[0].alias };
  return { rule: item.rule.name, alias: item.kind === 'release' ? item.group.name : item.alias };
}

/**
 * Counts the unread objects of an item. If the walk has not listed everything that decides about the item, lists it.
 *
 * @returns the item, and its aliases that have unread objects.
 */
async function withUnread(
  context: HandlerContext,
  item: Exclude<WalkedItem, { readonly kind: 'ownerless' }>,
  progress: LookProgress,
): Promise<readonly [WalkedItem, readonly UnreadAlias[]]> {
  const onRequest = (): void => {
    progress.requests++;
  };
  const isListed = item.kind === 'unread' || item.listed !== undefined || (item.kind === 'alias' && item.isBareLink);
  if (isListed) {
    for (const alias of item.unread) progress.unread.addAlias(alias);
    return [item, item.unread];
  }
  const { item: listed, unread } =
    item.kind === 'alias'
      ? await listAlias(context, item, onRequest)
      : await listUnreadOfGroup(context, item, onRequest);
  for (const alias of unread) progress.unread.addAliasOnly(alias);
  return [listed, unread];
}

/** A finding before the note of a marker is read. */
type PlannedFinding = Omit<AliasFinding, 'withdrawn'> & Pick<PlannedAlias, 'withdrawn'>;

type Given = Pick<AliasTask, 'now' | 'capabilities'>;

function* findingsOf(item: WalkedItem, given: Given): Protocol<readonly (PlannedFinding | OrphanFinding)[]> {
  if (item.kind === 'ownerless') return yield* orphanAt(item.alias);
  if (item.kind === 'unread') return yield* findingsOfUnread(item, given);
  if (item.kind === 'release') return yield* findingsOfRelease(item, given);
  const { rule, template, alias, prefix, listed, isBareLink } = item;
  const task = { rule, template, alias, prefix, cause: LOOK, ...given };
  const planned = isBareLink ? yield* planBareLink(task) : yield* planAlias(task, listed);
  return planned === undefined ? [] : [{ rule: rule.name, alias, ...withoutLink(planned) }];
}

/** Skips an alias that has a link: the walk also yields the link. */
function* findingsOfUnread(
  { unread: [{ rule, template, alias, prefix }] }: WalkedUnread,
  given: Given,
): Protocol<readonly PlannedFinding[]> {
  const task = { rule, template, alias, prefix, cause: LOOK, ...given };
  const planned = yield* planAlias(task, { winner: undefined });
  return planned.current.found === 'symlink' ? [] : [{ rule: rule.name, alias, ...withoutLink(planned) }];
}

function* findingsOfRelease(
  { rule, template, group, prefix, ruleSet, listed }: WalkedRelease,
  given: Given,
): Protocol<readonly PlannedFinding[]> {
  const { release, aliases } = yield* planRelease(
    { rule, template, group, prefix, ruleSet, cause: LOOK, ...given },
    listed,
  );
  const moves = { group: group.name, release: release?.name ?? null };
  return aliases.map((planned) => ({ rule: rule.name, ...withoutLink(planned), ...moves }));
}

function withoutLink<T extends PlannedAlias>({ current: _, ...planned }: T): Omit<T, 'current'> {
  return planned;
}

function* orphanAt(alias: string): Protocol<readonly OrphanFinding[]> {
  const orphan = yield* readOrphan(alias);
  if (orphan === undefined) return [];
  const { rule, target, broken } = orphan;
  const why = `it was written for rule ${rule}, and no rule defines it any more; autoalias prune deletes it`;
  return [{ rule, alias, state: 'orphaned', from: target, to: null, why, broken }];
}
