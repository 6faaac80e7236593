import { type Cause, joinCauses } from '../../aliases/model/cause.ts';
import { type AliasTask, aliasTask, type ReleaseTask, releaseTask } from '../../aliases/model/task.ts';
import { settleRelease } from '../../aliases/release/settle-release.ts';
import { advance } from '../../aliases/settle/advance.ts';
import { settle } from '../../aliases/settle/settle.ts';
import { matchKey } from '../../rules/match/match-key.ts';
import { narrowestPrefix } from '../../rules/match/narrowest-prefix.ts';
import { releasesOf } from '../../rules/match/read-release.ts';
import { CONCURRENCY, type HandlerContext } from '../function/handler-context.ts';
import type { AliasReport } from '../look/alias-report.ts';
import { decodedMatches, watchEncodedKeys } from '../look/encoded-keys.ts';
import { eachLimited, untilAborted } from './concurrency.ts';
import { type Handled, handleAlias, handleRelease } from './handle-alias.ts';

/** A key that something happened to, and what to record as the cause. */
export interface KeyChange {
  readonly key: string;
  readonly cause: Cause;
}

/** One alias, or aliases that move together, and every key and cause of the batch that bears on it. */
interface Work {
  readonly task: AliasTask | ReleaseTask;
  readonly keys: Set<string>;
  readonly causes: [Cause, ...Cause[]];
}

/**
 * Makes every alias right that the keys bear on. A batch of events for one alias is handled once; one key alone takes
 * the fast path. Never throws: each alias's failure is in its own result. Aborted, it ends what it began.
 */
export async function handleChanges(
  context: HandlerContext,
  changes: readonly KeyChange[],
  signal?: AbortSignal,
): Promise<readonly Handled[]> {
  const work = new Map<string, Work>();
  const taken: KeyChange[] = [];
  for (const change of changes) {
    const tasks = tasksFor(context, change);
    if (tasks.length > 0) taken.push(change);
    for (const task of tasks) {
      const name = nameOf(task);
      const known = work.get(name);
      if (known === undefined) {
        work.set(name, { task, keys: new Set([change.key]), causes: [change.cause] });
      } else {
        known.keys.add(change.key);
        known.causes.push(change.cause);
      }
    }
  }
  const handled: Handled[] = [];
  const watch = watchEncodedKeys(context, taken);
  await eachLimited(untilAborted(work.values(), signal), CONCURRENCY, async (one) => {
    handled.push(...(await handleWork(watch.context, one)));
  });
  await watch.report();
  return handled;
}

/** Two forms may give groups of one name, of which each alias belongs to one; an alias has one owner. */
function nameOf(task: AliasTask | ReleaseTask): string {
  return 'group' in task ? `${task.template.digest} ${task.group.name}` : task.alias;
}

async function handleWork(context: HandlerContext, { task, keys, causes }: Work): Promise<readonly Handled[]> {
  // What happened to an object moves the alias once, so it may always overrule. Only a change of the alias itself can be
  // another program's answer to our answer, without end.
  const isNews = causes.some((cause) => !isOfAlias(task, cause));
  const mayOverrule = isNews || (context.overrules?.allows('group' in task ? task.group.name : task.alias) ?? true);
  const more = { cause: joinCauses(causes), mayOverrule };
  if ('group' in task) {
    const memory = context.groups?.of(`${context.store.bucket} ${nameOf(task)}`);
    const release = { ...task, ...more, keys: [...keys], ...(memory && { memory }) };
    return handleRelease(context, release, settleRelease(release));
  }
  const alias = { ...task, ...more };
  return [await handleAlias(context, alias, protocolFor(alias, [...keys]))];
}

/** An event of the alias itself, or of one that moves with it. */
function isOfAlias(task: AliasTask | ReleaseTask, cause: Cause): boolean {
  return (
    cause.kind === 'change' &&
    ('group' in task
      ? task.template.grouping?.groupOfAlias(cause.key)?.name === task.group.name
      : cause.key === task.alias)
  );
}

function protocolFor(task: AliasTask, keys: readonly string[]) {
  const [key, ...more] = keys;
  // A removed alias is no candidate of itself, and a person who asks wants the whole answer: both are settled.
  const fast = key !== undefined && more.length === 0 && key !== task.alias && task.cause.kind === 'change';
  return fast ? advance(task, key) : settle(task);
}

/** The aliases that a key bears on; or, where it is an alias that went away, that alias, and those that move with it. */
function tasksFor(context: HandlerContext, { key, cause }: KeyChange): readonly (AliasTask | ReleaseTask)[] {
  const { ruleSet, log, store } = context;
  const now = context.now();
  const { matches, unmatched } = matchKey(ruleSet, key);
  const releases = releasesOf(ruleSet, key).map(({ reading: _, ...group }) => ({ ...group, ruleSet, cause, now }));
  for (const { rule, template, why } of unmatched) {
    log({ level: 'info', bucket: store.bucket, key, rule: rule.name, alias: template.text, action: 'skipped', why });
  }
  const alone = matches
    .filter(({ template }) => template.grouping === undefined)
    .map(({ rule, template, alias, reading }) => {
      const prefix = narrowestPrefix(rule, template, reading.groups);
      return { rule, template, alias, prefix, cause, now };
    });
  if (matches.length > 0) return [...alone, ...releases];
  const found = aliasTask(ruleSet, key, cause, now);
  const own = found !== undefined && looksAtAlias(found) ? (releaseTask(ruleSet, found) ?? found) : undefined;
  if (own === undefined && releases.length === 0) {
    const [decodedKey] = decodedMatches(ruleSet, key);
    const skipped = { bucket: store.bucket, key, action: 'skipped' };
    if (decodedKey !== undefined) {
      const why = `no rule matches the key, but one matches its URL-decoded form ${decodedKey}; the sender may encode keys`;
      log({ level: 'warn', ...skipped, decodedKey, why });
    } else if (unmatched.length === 0) {
      log({ level: 'info', ...skipped, why: 'no rule matches the key' });
    }
  }
  if (own === undefined) return releases;
  // An alias may lie where a file is looked for that makes a release complete: both are looked at.
  return [...releases.filter((task) => nameOf(task) !== nameOf(own)), own];
}

/**
 * What is written at an alias key is our own link, or somebody else's object, which stays. A removal, a person's word and
 * a rule with `guard` are reasons to look.
 */
function looksAtAlias({ rule, cause }: AliasTask): boolean {
  return rule.guard || cause.kind !== 'change' || cause.event.startsWith('ObjectRemoved');
}

/** Makes every alias right that the keys bear on, or that the keys are, by a person's word. Aborted, it ends what it began. */
export async function applyKeys(
  context: HandlerContext,
  keys: readonly string[],
  signal?: AbortSignal,
): Promise<readonly AliasReport[]> {
  const changes = keys.map((key) => ({ key, cause: { kind: 'apply' as const, key } }));
  return (await handleChanges(context, changes, signal)).map(({ report }) => report);
}
