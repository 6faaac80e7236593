import { readRecord } from '../../aliases/model/alias-record.ts';
import { orderTextOf } from '../../aliases/model/classify-object.ts';
import type { Pin } from '../../aliases/model/pin.ts';
import type { AliasTask } from '../../aliases/model/task.ts';
import { aliasTask } from '../../aliases/model/task.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import { messageOf } from '../../error-text.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { CONCURRENCY } from '../function/handler-context.ts';
import type { AliasReport } from '../look/alias-report.ts';
import { isListedLink } from '../walk/kind-of-listed.ts';
import { listObjects } from '../walk/list-objects.ts';
import { createCandidateLister, isNamed } from '../withdraw/list-candidates.ts';
import { mapOrdered } from './concurrency.ts';
import { type Move, moveByHand, noAliasUnder, undefinedAlias } from './move-by-hand.ts';

/** The aliases that a person pins or unpins at once. */
export interface NamedAliases {
  /** Keys of aliases, and prefixes that end with a slash: every alias under them that has a link. */
  readonly names: readonly string[];
  /** The version or release: where to pin, or which pinned aliases to unpin. */
  readonly release?: string | undefined;
}

/** What is done with one alias. Nothing has been written yet. */
export type PlannedMove =
  | { readonly task: AliasTask; readonly from: string | null; readonly move: Move }
  | { readonly task: AliasTask; readonly from: string | null; readonly failed: string };

/**
 * Finds where to pin aliases: each at its candidate of the release. An alias under a prefix that has no such candidate is left
 * out.
 *
 * @throws AutoaliasError `not-an-alias` if no rule defines a named alias; `alias-refused` if there is nothing to pin.
 */
export async function planPins(
  context: HandlerContext,
  { names, release = '' }: NamedAliases,
  pin: Pin,
): Promise<readonly PlannedMove[]> {
  const list = createCandidateLister(context.store, context.ruleSet);
  const planned: PlannedMove[] = [];
  for (const { task, isNamedByKey } of await aliasesOf(context, names)) {
    const target = (await list(task)).find(({ key }) => isNamed(task, key, release))?.key;
    const from = await targetOf(context, task);
    if (target !== undefined) planned.push({ task, from, move: { what: 'pin', target, pin } });
    else if (isNamedByKey) planned.push({ task, from, failed: `it has no candidate of release ${release}` });
  }
  if (planned.length > 0) return planned;
  throw refused(`no alias under ${names.join(', ')} has a candidate of release ${release}; nothing was written`);
}

/** Finds which aliases to unpin: those that are named by their key, and the pinned ones under a prefix. */
export async function planUnpins(
  context: HandlerContext,
  { names, release }: NamedAliases,
): Promise<readonly PlannedMove[]> {
  const planned: PlannedMove[] = [];
  for (const { task, isNamedByKey } of await aliasesOf(context, names)) {
    const link = await context.store.send({ operation: 'GetSymlink', key: task.alias });
    const from = link.found === 'symlink' ? link.target : null;
    const isPinned = link.found === 'symlink' && readRecord(link)?.pin !== undefined;
    const isMeant = release === undefined || (from !== null && isNamed(task, from, release));
    if (isMeant && (isPinned || isNamedByKey)) planned.push({ task, from, move: { what: 'unpin' } });
  }
  return planned;
}

/** Pins or unpins each alias. An alias that fails does not stop the others. */
export async function moveSeveral(
  context: HandlerContext,
  planned: readonly PlannedMove[],
): Promise<readonly AliasReport[]> {
  const reports: AliasReport[] = [];
  const run = async (one: PlannedMove): Promise<AliasReport> => {
    if ('failed' in one) return failedReport(one, one.failed);
    try {
      return await moveByHand(context, one.task.alias, one.move);
    } catch (error) {
      return failedReport(one, messageOf(error));
    }
  };
  for await (const report of mapOrdered(planned, CONCURRENCY, run)) reports.push(report);
  return reports;
}

function failedReport({ task, from }: PlannedMove, why: string): AliasReport {
  const cost = { requests: 0, roundTrips: 0, milliseconds: 0 };
  return { rule: task.rule.name, alias: task.alias, action: 'failed', from, to: from, why, ...cost };
}

/**
 * The aliases that a pin separates from those that it moves: the other aliases of their group and, without groups, those in the
 * same folder that show the same version. An alias that already shows the version of the pin is not separated.
 */
export async function leftApart(context: HandlerContext, planned: readonly PlannedMove[]): Promise<readonly string[]> {
  const moved = new Set(planned.map(({ task }) => task.alias));
  const apart = new Set<string>();
  for (const one of planned) {
    if ('failed' in one || one.move.what !== 'pin') continue;
    const version = orderTextOf(one.task, one.move.target);
    for await (const { alias, target } of siblingsOf(context, one)) {
      if (!moved.has(alias) && !(version !== '' && isNamed(one.task, target, version))) apart.add(alias);
    }
  }
  return [...apart].sort();
}

/** The aliases that show the same release as an alias, with what they point at. */
async function* siblingsOf(context: HandlerContext, { task, from }: PlannedMove) {
  const group = task.template.grouping?.groupOfAlias(task.alias);
  const folder = task.alias.slice(0, task.alias.lastIndexOf('/') + 1);
  const shown = from === null ? '' : orderTextOf(task, from);
  if (group === undefined && (folder === '' || shown === '')) return;
  for await (const { key, type = 'Symlink' } of listObjects(context.store, group?.aliasPrefix ?? folder)) {
    // Without a type, `targetOf` shows whether there is a link.
    if (type !== 'Symlink' || key === task.alias) continue;
    const sibling = taskOf(context, key);
    if (sibling?.template !== task.template) continue;
    const isOfGroup = group !== undefined && sibling.template.grouping?.groupOfAlias(key)?.name === group.name;
    const isInFolder = group === undefined && !key.slice(folder.length).includes('/');
    if (!isOfGroup && !isInFolder) continue;
    const target = await targetOf(context, sibling);
    if (target !== null && (isOfGroup || isNamed(task, target, shown))) yield { alias: key, target };
  }
}

/** Says what a pin leaves apart. */
export function apartText(apart: readonly string[], instead: string): string {
  const more = apart.length > NAMED ? ` and ${apart.length - NAMED} more` : '';
  return `the pin would separate these aliases from the release that they show together: ${apart.slice(0, NAMED).join(', ')}${more}; ${instead}. Nothing was written`;
}

/** How many aliases a message names. */
const NAMED = 5;

async function aliasesOf(context: HandlerContext, names: readonly string[]) {
  const found = new Map<string, { readonly task: AliasTask; readonly isNamedByKey: boolean }>();
  for (const name of names) {
    if (!name.endsWith('/')) {
      const task = taskOf(context, name);
      if (task === undefined) throw undefinedAlias(name, 'decide about it');
      found.set(name, { task, isNamedByKey: true });
      continue;
    }
    const before = found.size;
    for await (const object of listObjects(context.store, name)) {
      const { key, type } = object;
      const mayBeLink = type === undefined || type === 'Symlink';
      const task = mayBeLink && !found.has(key) ? taskOf(context, key) : undefined;
      if (task === undefined || !(await isListedLink(context.store, object))) continue;
      found.set(key, { task, isNamedByKey: false });
    }
    if (found.size === before) throw noAliasUnder(name);
  }
  return [...found.values()];
}

function taskOf({ ruleSet, now, store }: HandlerContext, key: string): AliasTask | undefined {
  return aliasTask(ruleSet, key, { kind: 'by-hand', what: 'pin' }, now(), store.capabilities);
}

async function targetOf({ store }: HandlerContext, { alias }: AliasTask): Promise<string | null> {
  const link = await store.send({ operation: 'GetSymlink', key: alias });
  return link.found === 'symlink' ? link.target : null;
}

function refused(message: string): AutoaliasError {
  return new AutoaliasError('alias-refused', message);
}

/**
 * The plan for one alias that a person pins at a key.
 *
 * @throws AutoaliasError `not-an-alias` if no rule defines the alias.
 */
export async function planPin(
  context: HandlerContext,
  alias: string,
  { target, pin }: { readonly target: string; readonly pin: Pin },
): Promise<PlannedMove> {
  const task = taskOf(context, alias);
  if (task === undefined) throw undefinedAlias(alias, 'respect it');
  return { task, from: await targetOf(context, task), move: { what: 'pin', target, pin } };
}
