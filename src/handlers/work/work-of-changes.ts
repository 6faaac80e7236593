import type { Cause } from '../../aliases/model/cause.ts';
import { type AliasTask, aliasTask, type ReleaseTask, releaseTask } from '../../aliases/model/task.ts';
import { markerRuleOf, matchKey } from '../../rules/match/match-key.ts';
import { narrowestPrefix } from '../../rules/match/narrowest-prefix.ts';
import { releasesOf } from '../../rules/match/read-release.ts';
import type { RejectionKind } from '../../rules/match/rejection.ts';
import type { Store } from '../../stores/store.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { decodedMatches } from '../look/encoded-keys.ts';

/** A key that changed, and what to record as the cause. */
export interface KeyChange {
  readonly key: string;
  readonly cause: Cause;
}

/** A change that does not affect any alias, or any alias of one template. */
export interface SkippedKey {
  readonly key: string;
  /** The rule that the key matches. Absent if no rule matches the key. */
  readonly rule?: string;
  /** The template that does not produce an alias for the key. Absent if no rule matches the key. */
  readonly alias?: string;
  /** A URL-decoded form of the key that matches a rule. */
  readonly decodedKey?: string;
  /** Why the rule does not use the key, for programs. Absent if no rule matches the key. */
  readonly kind?: RejectionKind;
  readonly why: string;
}

/** An alias or a group of aliases, with the keys and causes of the changes that affect it. */
export interface Work {
  readonly task: AliasTask | ReleaseTask;
  readonly keys: Set<string>;
  readonly causes: [Cause, ...Cause[]];
}

/** The result of {@link workOfChanges}. */
export interface WorkOfChanges {
  /** In the order of the rules file: by rule, then by alias template, then in the order of the changes. */
  readonly work: readonly Work[];
  /** The changes that affect an alias. */
  readonly affecting: readonly KeyChange[];
  readonly skipped: readonly SkippedKey[];
}

/** What is needed to find the aliases. No request is sent. */
type WorkContext = Pick<HandlerContext, 'ruleSet' | 'now'> & { readonly store: Pick<Store, 'capabilities'> };

/** Finds the aliases that a batch of changes affects. Changes that affect the same alias become one piece of work. */
export function workOfChanges(context: WorkContext, changes: readonly KeyChange[]): WorkOfChanges {
  const work = new Map<string, Work>();
  const affecting: KeyChange[] = [];
  const skipped: SkippedKey[] = [];
  for (const change of changes) {
    const found = tasksOfChange(context, change);
    skipped.push(...found.skipped);
    if (found.tasks.length > 0) affecting.push(change);
    for (const task of found.tasks) {
      const name = taskName(task);
      const known = work.get(name);
      if (known === undefined) work.set(name, { task, keys: new Set([change.key]), causes: [change.cause] });
      else {
        known.keys.add(change.key);
        known.causes.push(change.cause);
      }
    }
  }
  const templates = context.ruleSet.rules.flatMap((rule) => rule.templates);
  const places = new Map(templates.map((template, place) => [template, place]));
  const placeOf = ({ task }: Work): number => places.get(task.template) ?? 0;
  return { work: [...work.values()].sort((a, b) => placeOf(a) - placeOf(b)), affecting, skipped };
}

/**
 * Finds the aliases that a change affects. If the key is a candidate or part of a release, these are the aliases of its
 * rules. If the key is an alias, these are the alias itself and its group.
 */
function tasksOfChange(
  { ruleSet, now: clock, store }: WorkContext,
  { key, cause }: KeyChange,
): { readonly tasks: readonly (AliasTask | ReleaseTask)[]; readonly skipped: readonly SkippedKey[] } {
  const now = clock();
  const { capabilities } = store;
  const { matches, unmatched, readings } = matchKey(ruleSet, key);
  const releases = releasesOf(ruleSet, key, readings).map(({ reading: _, ...group }) => ({
    ...group,
    ruleSet,
    cause,
    now,
    capabilities,
  }));
  const skipped = unmatched.map(({ rule, template, kind, why }) => ({
    key,
    rule: rule.name,
    alias: template.text,
    kind,
    why,
  }));
  if (matches.length > 0) {
    const single = matches
      .filter(({ template }) => template.grouping === undefined)
      .map(({ rule, template, alias, reading }) => {
        const prefix = narrowestPrefix(rule, template, reading.groups);
        return { rule, template, alias, prefix, candidate: { key, reading }, cause, now, capabilities };
      });
    return { tasks: [...single, ...releases], skipped };
  }
  const aliasAtKey = aliasTask(ruleSet, key, cause, now, capabilities);
  if (aliasAtKey !== undefined && mustCheckAlias(aliasAtKey)) {
    const own = releaseTask(ruleSet, aliasAtKey) ?? aliasAtKey;
    // The key of an alias can also be the key of a file that completes a release. In that case, both are checked.
    return { tasks: [...releases.filter((task) => taskName(task) !== taskName(own)), own], skipped };
  }
  if (releases.length > 0) return { tasks: releases, skipped };
  return { tasks: [], skipped: [...skipped, ...whyUnmatched({ ruleSet }, key, skipped.length > 0)] };
}

/** Identifies a task within a batch. Includes the template, because two templates can have groups with the same name. */
export function taskName(task: AliasTask | ReleaseTask): string {
  return 'group' in task ? `${task.template.digest} ${task.group.name}` : task.alias;
}

/**
 * Whether a change at the key of an alias is a reason to check the alias. A removal is. An upload is a reason only under a
 * rule with `guard`. Otherwise it is a link that autoalias wrote, or an object of another program, which is not replaced.
 */
function mustCheckAlias({ rule, cause }: AliasTask): boolean {
  return rule.guard || cause.kind !== 'change' || cause.event.startsWith('ObjectRemoved');
}

/** Why a key does not affect any alias, unless `skipped` already says so. A key that seems URL-encoded is always reported. */
function whyUnmatched(
  { ruleSet }: Pick<HandlerContext, 'ruleSet'>,
  key: string,
  isExplained: boolean,
): readonly SkippedKey[] {
  const [decodedKey] = decodedMatches(ruleSet, key);
  if (decodedKey !== undefined) {
    const why = `no rule matches the key, but one matches its URL-decoded form ${decodedKey}; the sender may encode keys`;
    return [{ key, decodedKey, why }];
  }
  if (markerRuleOf(ruleSet, key) !== undefined) return [{ key, kind: 'marker', why: 'it is a marker' }];
  return isExplained ? [] : [{ key, why: 'no rule matches the key' }];
}
