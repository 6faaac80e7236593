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

/** What a walk has listed so far. */
export interface Walked {
  objects: number;
  requests: number;
  /** Of what lies at or before this key, everything was given back. */
  doneUpTo: string | undefined;
}

/** An alias that a walk has come to. */
export interface WalkedAlias extends Omit<AliasTask, 'cause' | 'now'> {
  readonly kind: 'alias';
  /** All its candidates, where the walk has listed them all: otherwise they have to be listed for it. */
  readonly shown: ListedCandidates | undefined;
  /** A link that lies apart from its candidates: if there are any, the walk comes to it again with them. */
  readonly again: boolean;
  /** A walk that starts after this key comes to it again; undefined: only one from the start does. */
  readonly after: string | undefined;
}

/** Aliases that move together, which a walk has come to. */
export interface WalkedRelease extends Omit<ReleaseTask, 'cause' | 'now'> {
  readonly kind: 'release';
  /** All on which they are decided, where the walk has listed it all. */
  readonly seen: ReleaseListing | undefined;
  readonly after: string | undefined;
}

export type WalkedItem = WalkedAlias | WalkedRelease | WalkedLink;

/** A link where no rule gives an alias: left over from former rules, or somebody else's. */
interface WalkedLink {
  readonly kind: 'ownerless';
  readonly alias: string;
  readonly after: string | undefined;
}

/**
 * Every alias of every rule, from one streaming pass over the listing, and every link that no rule knows. Memory is
 * bounded by the aliases of one prefix.
 *
 * @param walked is kept up to date while the walk goes on.
 */
export async function* walkAliases(
  { store, ruleSet, now }: Pick<HandlerContext, 'store' | 'ruleSet' | 'now'>,
  scope: Scope,
  walked: Walked,
): AsyncGenerator<WalkedItem> {
  const { startAfter, signal } = scope;
  const prefixes = scopePrefixes(ruleSet, scope);
  // Objects before the start are not shown, so of what may begin there too little is known.
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

/** Links that lie elsewhere are met on their own, so every alias that any release feeds is looked at with the group. */
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
