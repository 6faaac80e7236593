import { planAlias } from '../../aliases/look/plan-alias.ts';
import { type AliasObject, readRecord } from '../../aliases/model/alias-record.ts';
import { LOOK } from '../../aliases/model/cause.ts';
import { classifyObject } from '../../aliases/model/classify-object.ts';
import { ask, askAll, type Protocol } from '../../aliases/model/protocol.ts';
import { type AliasTask, aliasTask } from '../../aliases/model/task.ts';
import { findWinner, withFallback } from '../../aliases/reconcile/find-winner.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import { compareCandidates } from '../../rules/match/candidate.ts';
import { readKey } from '../../rules/match/read-key.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { runProtocol } from '../work/run-protocol.ts';
import { type PollOptions, type PollResult, poll, type Sight } from './poll.ts';
import { versionGoal } from './version-goal.ts';

/** What an alias must show: a key, a version, or what the rules choose at the beginning of the wait. */
export type AliasGoal =
  | { readonly kind: 'target'; readonly key: string }
  | { readonly kind: 'version'; readonly text: string }
  | { readonly kind: 'rules' };

/** What an alias shows. */
export interface AliasSight extends Sight {
  /** Null if there is no link. */
  readonly shows: string | null;
}

/** The result of {@link waitForAlias}. */
export interface AliasWait extends PollResult<AliasSight> {
  readonly alias: string;
  /** The key or version that the alias must show. Null if the rules choose none, so the alias must not exist. */
  readonly goal: string | null;
}

/**
 * Waits until an alias shows a target. Each look sends at most two requests. Writes nothing.
 *
 * @throws AutoaliasError `usage` if no rule defines the alias, or for a target or version that the alias can never show.
 */
export async function waitForAlias(
  { store, ruleSet, now }: Pick<HandlerContext, 'store' | 'ruleSet' | 'now'>,
  alias: string,
  goal: AliasGoal,
  options: PollOptions,
): Promise<AliasWait> {
  const taskNow = (): AliasTask | undefined => aliasTask(ruleSet, alias, LOOK, now(), store.capabilities);
  const task = taskNow();
  if (task === undefined) {
    throw new AutoaliasError(
      'usage',
      `no rule defines the alias ${alias}, so it never moves; autoalias explain ${alias} says why`,
    );
  }
  const { text, look } = await runProtocol(lookerFor(task, goal), store);
  const result = await poll(() => runProtocol(look(), store), options);
  if (result.outcome !== 'timeout') return { alias, goal: text, ...result };
  const { why } = await runProtocol(planAlias(taskNow() ?? task), store);
  return { alias, goal: text, ...result, last: { ...result.last, why: `${result.last.why}; ${why}` } };
}

/** The goal as a text, and the protocol of one look. */
interface Looker {
  readonly text: string | null;
  readonly look: () => Protocol<AliasSight>;
}

function* lookerFor(task: AliasTask, goal: AliasGoal): Protocol<Looker> {
  if (goal.kind === 'version') return { text: goal.text, look: versionLook(task, goal.text) };
  if (goal.kind === 'target') {
    yield* checkTarget(task, goal.key);
    return { text: goal.key, look: () => lookForKey(task, goal.key) };
  }
  const current = yield* ask({ operation: 'GetSymlink', key: task.alias });
  const { winner: chosen } = yield* withFallback(task, current, yield* findWinner(task));
  return chosen === undefined
    ? { text: null, look: () => lookForAbsence(task) }
    : { text: chosen.key, look: () => lookForKey(task, chosen.key) };
}

/** Reasons that can end by themselves, or by a command. */
const TEMPORARY: ReadonlySet<string> = new Set(['too-young', 'withdrawn', 'archived', 'incomplete']);

/** Refuses a key that cannot be a candidate, unless the alias shows it already because of a pin. */
function* checkTarget(task: AliasTask, key: string): Protocol<void> {
  const found = classifyObject(task, { key, lastModified: 0 });
  if (!('why' in found) || TEMPORARY.has(found.kind) || key === task.rule.fallback) return;
  const current = yield* ask({ operation: 'GetSymlink', key: task.alias });
  if (shownBy(current) === key) return;
  throw new AutoaliasError('usage', `${key} can never be the target of ${task.alias}: ${found.why}`);
}

function* lookForKey(task: AliasTask, key: string): Protocol<AliasSight> {
  const [current, object] = yield* askAll(
    { operation: 'GetSymlink', key: task.alias },
    { operation: 'HeadObject', key },
  );
  const shows = shownBy(current);
  if (shows === key) return { state: 'shown', shows, why: `it shows ${key}` };
  const lastModified = object.found === 'object' ? object.lastModified : Number.POSITIVE_INFINITY;
  if (current.found === 'symlink' && isGreater(task, current, key, lastModified)) {
    return { state: 'overtaken', shows, why: `it shows ${shows}, which is greater than ${key}` };
  }
  const missing = object.found === 'object' ? '' : `; there is no object ${key}`;
  return { state: 'waiting', shows, why: `${showsText(current)}, not ${key}${missing}` };
}

/** Whether the alias shows a candidate that is greater than the key. */
function isGreater(
  { rule }: AliasTask,
  current: Extract<AliasObject, { found: 'symlink' }>,
  key: string,
  lastModified: number,
): boolean {
  const [shown, own] = [readKey(rule, current.target)?.order, readKey(rule, key)?.order];
  if (!shown?.ok || !own?.ok) return false;
  const since = readRecord(current)?.identity.lastModified ?? 0;
  const candidate = { key: current.target, value: shown.value, lastModified: since };
  return compareCandidates(rule, candidate, { key, value: own.value, lastModified }) > 0;
}

function versionLook(task: AliasTask, text: string): () => Protocol<AliasSight> {
  const goal = versionGoal(task.rule, text);
  return function* () {
    const current = yield* ask({ operation: 'GetSymlink', key: task.alias });
    const shows = shownBy(current);
    const order = shows === null ? undefined : goal.compareKey(shows);
    if (order === 0) return { state: 'shown', shows, why: `it shows ${shows}` };
    if (order !== undefined && order > 0) {
      return { state: 'overtaken', shows, why: `it shows ${shows}, which is greater than version ${text}` };
    }
    return { state: 'waiting', shows, why: `${showsText(current)}, not version ${text}` };
  };
}

function* lookForAbsence(task: AliasTask): Protocol<AliasSight> {
  const current = yield* ask({ operation: 'GetSymlink', key: task.alias });
  const shows = shownBy(current);
  if (current.found === 'none') return { state: 'shown', shows, why: 'it does not exist, as the rules say' };
  return { state: 'waiting', shows, why: `${showsText(current)}, and the rules choose no target` };
}

function shownBy(current: AliasObject): string | null {
  return current.found === 'symlink' && current.targetBucket === undefined ? current.target : null;
}

function showsText(current: AliasObject): string {
  if (current.found === 'symlink') return `it shows ${current.target}`;
  return current.found === 'object' ? 'a real object is at its key' : 'it does not exist';
}
