import { type PlannedRelease, planRelease } from '../../aliases/look/plan-alias.ts';
import { LOOK } from '../../aliases/model/cause.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { Release } from '../../rules/release-choice.ts';
import type { Rule } from '../../rules/rule.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { groupLinks } from '../walk/group-links.ts';
import { createWalkProgress, walkAliases } from '../walk/walk-aliases.ts';
import { runProtocol } from '../work/run-protocol.ts';
import { type PollOptions, type PollResult, poll, type Sight } from './poll.ts';
import { versionGoal } from './version-goal.ts';

/** What the groups of aliases under a prefix show. */
export interface ReleaseSight extends Sight {
  /** How many aliases show the release, or are rightly absent because the release has no file for them. */
  readonly moved: number;
  /** How many aliases the groups have under the prefix. */
  readonly of: number;
}

/** The result of {@link waitForRelease}. */
export interface ReleaseWait extends PollResult<ReleaseSight> {
  readonly prefix: string;
  readonly release: string;
}

/**
 * Waits until all aliases under a prefix show a release. The aliases must belong to rules with `release`. Each look lists
 * the links under the prefix, and the files of their groups.
 *
 * @param release the version of the release, as the order of the rule reads it.
 * @throws AutoaliasError `usage` if the aliases under the prefix move alone, or for a version that the order does not read.
 */
export async function waitForRelease(
  context: Pick<HandlerContext, 'store' | 'ruleSet' | 'now'>,
  prefix: string,
  release: string,
  options: PollOptions,
): Promise<ReleaseWait> {
  return { prefix, release, ...(await poll(() => look(context, prefix, release), options)) };
}

async function look(
  context: Pick<HandlerContext, 'store' | 'ruleSet' | 'now'>,
  prefix: string,
  release: string,
): Promise<ReleaseSight> {
  const { store, ruleSet, now } = context;
  let alone: string | undefined;
  const sights: ReleaseSight[] = [];
  const items = walkAliases(context, { prefix }, createWalkProgress());
  for await (const item of groupLinks(items, ruleSet)) {
    if (item.kind === 'alias') alone ??= item.alias;
    if (item.kind !== 'release') continue;
    const { kind: _, listed, resumeAfter: __, unread: ___, ...walked } = item;
    const planned = await runProtocol(
      planRelease({ ...walked, cause: LOOK, now: now(), capabilities: store.capabilities }, listed),
      store,
    );
    const sight = sightOf(walked.rule, planned, prefix, release);
    if (sight.of > 0) sights.push(sight);
  }
  if (sights.length === 0 && alone !== undefined) {
    throw new AutoaliasError(
      'usage',
      `the alias ${alone} moves alone: its rule has no "release"; wait for it by its key, with --version`,
    );
  }
  return join(sights, prefix);
}

function sightOf(rule: Rule, { release, aliases }: PlannedRelease, prefix: string, text: string): ReleaseSight {
  const own = aliases.filter(({ alias }) => alias.startsWith(prefix));
  const order = release === undefined ? undefined : compareRelease(rule, release, text);
  const moved = own.filter(
    ({ change, from }) => order === 0 && change === 'none' && showsRelease(from, release),
  ).length;
  const counts = { moved, of: own.length };
  const greatest =
    release === undefined ? 'no release is complete' : `the greatest complete release is ${release.name}`;
  if (order === undefined || order < 0) return { state: 'waiting', ...counts, why: greatest };
  if (order > 0) return { state: 'overtaken', ...counts, why: greatest };
  const why = `${moved} of ${own.length} aliases show ${text}`;
  return { state: moved === own.length ? 'shown' : 'waiting', ...counts, why };
}

/** Compares a release with the version that the wait is for. Positive: the release is greater. */
function compareRelease(rule: Rule, { members }: Release, text: string): number | undefined {
  const goal = versionGoal(rule, text);
  const [member] = members.values();
  return member && goal.compare(member.value);
}

/** Whether a target is a file of the release. An alias without a target shows any release that has no file for it. */
function showsRelease(target: string | null, release: Release | undefined): boolean {
  return target === null || [...(release?.members.values() ?? [])].some(({ key }) => key === target);
}

/** The groups under a prefix: all must show the release, and one that is overtaken ends the wait. */
function join(sights: readonly ReleaseSight[], prefix: string): ReleaseSight {
  const sum = (count: (sight: ReleaseSight) => number): number => sights.reduce((all, one) => all + count(one), 0);
  const counts = { moved: sum(({ moved }) => moved), of: sum((sight) => sight.of) };
  const unmoved =
    sights.find(({ state }) => state === 'overtaken') ?? sights.find(({ state }) => state === 'waiting') ?? sights[0];
  if (unmoved === undefined) {
    return { state: 'waiting', ...counts, why: `there is no alias of a rule with "release" under ${prefix}` };
  }
  return { ...unmoved, ...counts };
}
