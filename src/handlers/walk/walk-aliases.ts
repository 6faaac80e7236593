import {
  type Collected,
  type CollectedAlias,
  type CollectedRelease,
  createAliasCollector,
  isOrphaned,
} from '../../aliases/look/collect-aliases.ts';
import type { ListedCandidates } from '../../aliases/look/plan-alias.ts';
import type { AliasTask, ReleaseTask } from '../../aliases/model/task.ts';
import { type ReleaseListing, releaseListing } from '../../aliases/release/list-release.ts';
import { compareKeys } from '../../compare-keys.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { listObjects, type Scope, scopePrefixes } from './list-objects.ts';

/** The progress of a walk. */
export interface WalkProgress {
  /** How many objects and links the walk has listed. */
  objects: number;
  requests: number;
  /** Every alias whose candidates are all at or before this key has been yielded. */
  doneUpTo: string | undefined;
}

/** An alias that the walk found by one of its candidates or by its link. */
export interface WalkedAlias extends Omit<AliasTask, 'cause' | 'now'> {
  readonly kind: 'alias';
  /** The winner, if the walk has listed all candidates of the alias. If undefined, the candidates must be listed. */
  readonly listed: ListedCandidates | undefined;
  /** Whether this is a link outside the prefix of its candidates. If it has candidates, the walk also yields it with them. */
  readonly isBareLink: boolean;
  /** A walk that starts after this key yields the alias again. If undefined, only a walk from the start does. */
  readonly resumeAfter: string | undefined;
}

/** A group of aliases that the walk found by a file of a release or by a link. */
export interface WalkedRelease extends Omit<ReleaseTask, 'cause' | 'now'> {
  readonly kind: 'release';
  /** The releases and links of the group, if the walk has listed all of them. If undefined, they must be listed. */
  readonly listed: ReleaseListing | undefined;
  readonly resumeAfter: string | undefined;
}

/** One item that {@link walkAliases} yields. */
export type WalkedItem = WalkedAlias | WalkedRelease | WalkedLink;

/** A link at a key that no rule defines. Autoalias wrote it under earlier rules, or another program wrote it. */
interface WalkedLink {
  readonly kind: 'ownerless';
  readonly alias: string;
  readonly resumeAfter: string | undefined;
}

/**
 * Yields every alias of every rule and every link at a key that no rule defines. Lists each prefix once and streams the
 * result, so memory is bounded by the aliases of one prefix.
 *
 * @param progress is updated during the walk.
 */
export async function* walkAliases(
  { store, ruleSet, now }: Pick<HandlerContext, 'store' | 'ruleSet' | 'now'>,
  scope: Scope,
  progress: WalkProgress,
): AsyncGenerator<WalkedItem> {
  const { startAfter, signal } = scope;
  const prefixes = scopePrefixes(ruleSet, scope);
  // Whether the walk lists every object under a prefix. A walk with `startAfter` skips the objects before it.
  const isCovered = (part: string): boolean =>
    prefixes.some((listed) => part.startsWith(listed)) &&
    (startAfter === undefined || compareKeys(startAfter, part) < 0);
  const itemOf = (due: Collected, resumeAfter: string | undefined): WalkedItem =>
    'survey' in due
      ? walkedRelease(due, { ruleSet, now: now() }, isCovered, resumeAfter)
      : walkedAlias(due, isCovered, resumeAfter);
  for (const listed of prefixes) {
    const collector = createAliasCollector(ruleSet, now);
    const countRequest = (): void => {
      progress.requests++;
    };
    for await (const object of listObjects(store, listed, startAfter, countRequest)) {
      if (signal?.aborted) return;
      progress.objects++;
      const resumeAfter = progress.doneUpTo;
      for (const due of collector.add(object)) yield itemOf(due, resumeAfter);
      if (object.type === 'Symlink' && isOrphaned(ruleSet, object.key)) {
        yield { kind: 'ownerless', alias: object.key, resumeAfter };
      }
      progress.doneUpTo = collector.doneUpTo ?? progress.doneUpTo;
    }
    for (const due of collector.finish()) yield itemOf(due, progress.doneUpTo);
    progress.doneUpTo = collector.doneUpTo ?? progress.doneUpTo;
  }
}

function walkedAlias(
  { winner, ...alias }: CollectedAlias,
  isCovered: (prefix: string) => boolean,
  resumeAfter: string | undefined,
): WalkedAlias {
  const covered = isCovered(alias.prefix);
  const isOutside = winner === undefined && !alias.alias.startsWith(alias.prefix);
  const listed = covered && !isOutside ? { winner } : undefined;
  return { kind: 'alias', ...alias, listed, isBareLink: covered && isOutside, resumeAfter };
}

/**
 * A listing of the prefix does not show the links of a group that are outside the prefix. In that case, every alias of every
 * release is checked.
 */
function walkedRelease(
  { rule, template, group, prefix, survey, links }: CollectedRelease,
  { ruleSet, now }: { readonly ruleSet: RuleSet; readonly now: number },
  isCovered: (prefix: string) => boolean,
  resumeAfter: string | undefined,
): WalkedRelease {
  const task = { rule, template, group, prefix, ruleSet };
  const checked = group.aliasPrefix.startsWith(prefix) ? links : new Set([...links, ...survey.aliases]);
  const listed = isCovered(prefix) ? releaseListing(task, survey.choose(now), checked) : undefined;
  return { kind: 'release', ...task, listed, resumeAfter };
}
