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

/** How far a walk is. */
export interface WalkProgress {
  /** How many objects and links were listed. */
  objects: number;
  requests: number;
  /** Every alias whose candidates are all at or before this key has been yielded. */
  doneUpTo: string | undefined;
}

/** An alias, found by its candidates or by its link. */
export interface WalkedAlias extends Omit<AliasTask, 'cause' | 'now'> {
  readonly kind: 'alias';
  /** The winner among its candidates, if the walk has listed all of them. Otherwise they must be listed. */
  readonly shown: ListedCandidates | undefined;
  /** Whether this is a link outside the prefix of its candidates. If it has candidates, the walk yields it again with them. */
  readonly again: boolean;
  /** A walk that starts after this key yields the alias again. Undefined: only a walk from the beginning does. */
  readonly after: string | undefined;
}

/** Aliases that move together, found by a file of a release or by a link. */
export interface WalkedRelease extends Omit<ReleaseTask, 'cause' | 'now'> {
  readonly kind: 'release';
  /** The releases and links of the group, if the walk has listed all of them. Otherwise they must be listed. */
  readonly seen: ReleaseListing | undefined;
  readonly after: string | undefined;
}

export type WalkedItem = WalkedAlias | WalkedRelease | WalkedLink;

/** A link at a key that no rule gives: written under former rules, or by another program. */
interface WalkedLink {
  readonly kind: 'ownerless';
  readonly alias: string;
  readonly after: string | undefined;
}

/**
 * Yields every alias of every rule and every link that no rule gives, in one streaming pass over the listing. Memory is
 * bounded by the aliases of one prefix.
 *
 * @param walked is updated during the walk.
 */
export async function* walkAliases(
  { store, ruleSet, now }: Pick<HandlerContext, 'store' | 'ruleSet' | 'now'>,
  scope: Scope,
  walked: WalkProgress,
): AsyncGenerator<WalkedItem> {
  const { startAfter, signal } = scope;
  const prefixes = scopePrefixes(ruleSet, scope);
  // Whether the walk lists every object under a prefix. It skips the objects before its start.
  const isCovered = (part: string): boolean =>
    prefixes.some((listed) => part.startsWith(listed)) &&
    (startAfter === undefined || compareKeys(startAfter, part) < 0);
  const itemOf = (due: Collected, after: string | undefined): WalkedItem =>
    'survey' in due
      ? walkedRelease(due, { ruleSet, now: now() }, isCovered, after)
      : walkedAlias(due, isCovered, after);
  for (const listed of prefixes) {
    const collector = createAliasCollector(ruleSet, now);
    const countRequest = (): void => {
      walked.requests++;
    };
    for await (const object of listObjects(store, listed, startAfter, countRequest)) {
      if (signal?.aborted) return;
      walked.objects++;
      const after = walked.doneUpTo;
      for (const due of collector.add(object)) yield itemOf(due, after);
      if (object.type === 'Symlink' && isOrphaned(ruleSet, object.key)) {
        yield { kind: 'ownerless', alias: object.key, after };
      }
      walked.doneUpTo = collector.doneUpTo ?? walked.doneUpTo;
    }
    for (const due of collector.finish()) yield itemOf(due, walked.doneUpTo);
    walked.doneUpTo = collector.doneUpTo ?? walked.doneUpTo;
  }
}

function walkedAlias(
  { winner, ...alias }: CollectedAlias,
  isCovered: (prefix: string) => boolean,
  after: string | undefined,
): WalkedAlias {
  const covered = isCovered(alias.prefix);
  const apart = winner === undefined && !alias.alias.startsWith(alias.prefix);
  return { kind: 'alias', ...alias, shown: covered && !apart ? { winner } : undefined, again: covered && apart, after };
}

/** Links of the group outside its prefix are not in this listing, so every alias of any release is checked with the group. */
function walkedRelease(
  { rule, template, group, prefix, survey, links }: CollectedRelease,
  { ruleSet, now }: { readonly ruleSet: RuleSet; readonly now: number },
  isCovered: (prefix: string) => boolean,
  after: string | undefined,
): WalkedRelease {
  const task = { rule, template, group, prefix, ruleSet };
  const others = group.aliasPrefix.startsWith(prefix) ? links : new Set([...links, ...survey.aliases]);
  const seen = isCovered(prefix) ? releaseListing(task, survey.choose(now), others) : undefined;
  return { kind: 'release', ...task, seen, after };
}
