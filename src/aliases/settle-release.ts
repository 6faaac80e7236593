import { aliasRefusal } from '../rules/match-key.ts';
import { createReleaseSurvey, type Release, type ReleaseChoice } from '../rules/release-survey.ts';
import type { ListedObject } from '../stores/store-response.ts';
import type { AliasTask } from './alias-task.ts';
import { isAsListed, listAll, lookAt } from './find-winner.ts';
import { held, mayMove } from './may-move.ts';
import type { Outcome } from './outcome.ts';
import { type Protocol, sideBySide } from './protocol.ts';
import type { ReleaseTask } from './release-task.ts';
import { ROUNDS, unsettled } from './settle.ts';
import { type Finder, type Rounds, settleOnce } from './settle-once.ts';
import { writeOrder } from './write-order.ts';

/** How many aliases are worked on at once. */
const AT_ONCE = 32;

/** What became of a group of aliases. */
export interface ReleaseOutcome {
  /** The release that they show now; undefined where none is complete. */
  readonly release: Release | undefined;
  /** Each alias that there is, or was until now. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

/**
 * Makes the aliases of a group right, as one: list, and point them at the greatest release that is complete, step by step
 * in the order of {@link writeOrder}; then look again, until a pass changes nothing. No two links can be written in one
 * instant, so what a reader sees in between is of both releases; but an alias that both have is always there.
 *
 * Each alias hangs on nothing but the rules and the objects, so two handlers at work agree on every one of them, and the
 * last writer of each looks once more after its write. What a dead one left half moved, its event moves when it comes
 * again, or the sweep.
 *
 * @throws AutoaliasError `alias-unsettled` where others keep writing, or files keep vanishing.
 */
export function* settleRelease(task: ReleaseTask): Protocol<ReleaseOutcome> {
  if (!mayMove({ ...task, alias: namedAlias(task) })) return heldGroup(task);
  const known = new Map<string, Rounds>();
  const { rounds = ROUNDS } = task;
  for (let round = 0; round < rounds; round++) {
    const { choice, links } = yield* look(task);
    const aliases = new Set([...(choice.chosen?.members.keys() ?? []), ...links, ...known.keys()].filter(isOwn(task)));
    const outcomes = yield* settleAll(task, known, choice, aliases);
    if (outcomes.size === aliases.size) return { release: choice.chosen, outcomes };
  }
  throw unsettled(task.group.name, rounds);
}

export const heldGroup = ({ group }: ReleaseTask): ReleaseOutcome => ({
  release: undefined,
  outcomes: new Map([[group.name, held]]),
});

/** The alias that a person named, if it is of this group; any other text where nobody did. */
const namedAlias = ({ form, group, cause }: ReleaseTask): string => {
  const named = cause.kind === 'apply' ? cause.key : undefined;
  return named !== undefined && form.grouping?.ofAlias(named)?.name === group.name ? named : group.name;
};

const isOwn =
  ({ ruleSet, form }: ReleaseTask): ((alias: string) => boolean) =>
  (alias) =>
    aliasRefusal(ruleSet, form, alias) === undefined;

/** The release to show, and the links of the group that are there. */
function* look(task: ReleaseTask): Protocol<{ readonly choice: ReleaseChoice; readonly links: ReadonlySet<string> }> {
  const { rule, form, group, prefix, now } = task;
  const survey = createReleaseSurvey(rule, form, group.name);
  const links = new Set<string>();
  const noteLink = ({ key, type }: ListedObject): void => {
    if (type === 'Symlink' && form.grouping?.ofAlias(key)?.name === group.name) links.add(key);
  };
  yield* listAll(prefix, (object) => {
    survey.add(object);
    noteLink(object);
  });
  if (!group.aliasPrefix.startsWith(prefix)) yield* listAll(group.aliasPrefix, noteLink);
  return { choice: survey.choose(now), links };
}

/** One pass. Of an alias that was written there is no outcome yet. */
function* settleAll(
  task: ReleaseTask,
  known: Map<string, Rounds>,
  choice: ReleaseChoice,
  aliases: ReadonlySet<string>,
): Protocol<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  for (const step of writeOrder(task.rule, choice.chosen, aliases)) {
    let isStale = false;
    for (let i = 0; i < step.length; i += AT_ONCE) {
      const some = step.slice(i, i + AT_ONCE);
      const done = yield* sideBySide(
        some.map((alias) => {
          const member = memberTask(task, alias);
          const find = memberFinder(member, choice, () => {
            isStale = true;
          });
          return settleOnce(member, roundsOf(known, alias), find);
        }),
      );
      for (const [at, outcome] of done.entries()) {
        const alias = some[at];
        if (alias !== undefined && outcome !== undefined) outcomes.set(alias, outcome);
      }
    }
    // A file of the release is not what was listed: whether it is complete has to be seen before more is moved to it.
    if (isStale) return new Map();
  }
  return outcomes;
}

const roundsOf = (known: Map<string, Rounds>, alias: string): Rounds => {
  const rounds = known.get(alias) ?? {};
  known.set(alias, rounds);
  return rounds;
};

const memberTask = ({ group: _, ruleSet: __, ...task }: ReleaseTask, alias: string): AliasTask => ({ ...task, alias });

const memberFinder = (task: AliasTask, release: ReleaseChoice, onStale: () => void): Finder =>
  function* () {
    const candidate = release.chosen?.members.get(task.alias);
    if (candidate === undefined) return { winner: undefined, release };
    const winner = yield* lookAt(candidate);
    if (winner !== undefined && isAsListed(task, winner, candidate)) return { winner, release };
    onStale();
    return 'unknown';
  };
