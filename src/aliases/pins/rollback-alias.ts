import { AutoaliasError } from '../../autoalias-error.ts';
import { type Candidate, compareCandidates } from '../../rules/match/candidate.ts';
import { candidateReleaseOf } from '../../rules/match/read-release.ts';
import { createReleaseSurvey } from '../../rules/match/release-survey.ts';
import type { ObjectFound } from '../../stores/store-response.ts';
import { type AliasVersions, readVersions } from '../look/history.ts';
import type { AliasObject } from '../model/alias-record.ts';
import { readRecord } from '../model/alias-record.ts';
import { classifyObject, orderTextOf, placeInOrder } from '../model/classify-object.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Pin } from '../model/pin.ts';
import { ask, askAll, type Protocol } from '../model/protocol.ts';
import type { AliasTask } from '../model/task.ts';
import { listAll } from '../reconcile/find-winner.ts';
import { MAX_ROUNDS, unsettledError } from '../reconcile/reconcile.ts';
import { type FormerTarget, formerTargets } from './former-targets.ts';
import { isWrittenByPerson, pinAlias } from './pin-alias.ts';

/** How many versions of the alias are searched. */
const MOVES = 100;

/** How many of the targets that were passed over a message names. */
const NAMED = 5;

/** What a person asks of a rollback. */
export interface Rollback {
  readonly pin: Pin;
  /** The key or version that the alias must show now. If it shows another, nothing is done. So a retry does no harm. */
  readonly from?: string | undefined;
  /** Say where it would go, and write nothing. */
  readonly dryRun?: boolean | undefined;
}

/**
 * Pins an alias at an earlier target, so that no event moves it forward again. It takes the latest former target that
 * is lower in the rule's order than the current one, and that is still a candidate or was pinned by a person. A second
 * rollback goes one further back. In a bucket without versions, the former targets are in the record of the link.
 *
 * @throws AutoaliasError `alias-refused` if there is nothing to go back to. Then nothing is written.
 */
export function* rollbackAlias(task: AliasTask, { pin, from, dryRun = false }: Rollback): Protocol<Outcome> {
  const { maxRounds: rounds = MAX_ROUNDS } = task;
  let first: ShownTarget | undefined;
  for (let round = 0; round < rounds; round++) {
    const [current, versioning] = yield* askAll(
      { operation: 'GetSymlink', key: task.alias },
      { operation: 'GetBucketVersioning' },
    );
    const now = shownBy(current);
    const { key: shown } = now;
    first ??= now;
    // A person moved the alias after the first round, perhaps by another rollback. Going on would go back one step too
    // far.
    if (shown !== first.key && current.found === 'symlink' && isWrittenByPerson(current))
      return unmoved(first.key, shown, 'a person moved it meanwhile');
    const versions = yield* readVersions(versioning, task.alias, MOVES);
    if (from !== undefined && !isShown(task, shown, from)) {
      checkWasShown(task, versions, current, from);
      return unmoved(shown, shown, `it shows ${shown ?? 'nothing'}, not ${from}: nothing was done`);
    }
    const { key, passed } = yield* chooseFormer(task, current, versions, [now, first]);
    const remark = passed.length === 0 ? '' : `; passed over ${passedText(passed)}`;
    if (dryRun) return unmoved(shown, key, `dry run: it would be pinned there; nothing was written${remark}`);
    const outcome = yield* pinAlias(task, key, pin, current);
    if (outcome !== 'moved') return { ...outcome, why: `${outcome.why}${remark}` };
  }
  throw unsettledError(task.alias, rounds);
}

function unmoved(from: string | null, to: string | null, why: string): Outcome {
  return {
    action: 'unchanged',
    from,
    to,
    why,
  };
}

/** What an alias shows. */
interface ShownTarget {
  readonly key: string | null;
  /** When the target was modified, as the link records it. Used if the target is gone. */
  readonly recordedAt: number;
}

function shownBy(current: AliasObject): ShownTarget {
  return current.found === 'symlink'
    ? { key: current.target, recordedAt: readRecord(current)?.identity.lastModified ?? Number.POSITIVE_INFINITY }
    : { key: null, recordedAt: Number.POSITIVE_INFINITY };
}

/** A person names a target by its key, or by the text that it is ordered by. */
function isShown(task: AliasTask, shown: string | null, from: string): boolean {
  return shown === from || (shown !== null && orderTextOf(task, shown) === from);
}

/**
 * Throws if the alias never pointed at `from`. Otherwise a typing error in `from` would be reported like a rollback
 * that was already done.
 */
function checkWasShown(task: AliasTask, versions: AliasVersions, current: AliasObject, from: string): void {
  const formers = formerTargets(versions, current.found === 'symlink' ? current : undefined);
  if (!formers.some(({ key }) => isShown(task, key, from)))
    throw refusal(
      task,
      `it never showed ${from}, as far as is known; name a key or version that autoalias history shows`,
    );
}

interface PassedOver {
  readonly key: string;
  readonly why: string;
}

/**
 * The target to go back to, and the later ones that were passed over.
 *
 * @param shown what the alias shows now, and what it showed when the rollback began. The target must be lower than
 *   both.
 */
function* chooseFormer(
  task: AliasTask,
  current: AliasObject,
  versions: AliasVersions,
  shown: readonly ShownTarget[],
): Protocol<{ readonly key: string; readonly passed: readonly PassedOver[] }> {
  const formers = formerTargets(versions, current.found === 'symlink' ? current : undefined);
  const judge = yield* judgeFor(task, shown);
  const passed: PassedOver[] = [];
  for (const former of formers) {
    const why = former.why ?? (yield* judge(former));
    if (why === undefined) return { key: former.key, passed };
    passed.push({ key: former.key, why });
  }
  throw refusal(
    task,
    passed.length === 0
      ? 'it never pointed anywhere else, as far as is known'
      : `nothing is left to go back to: passed over ${passedText(passed)}`,
  );
}

function refusal({ alias }: AliasTask, why: string): AutoaliasError {
  return new AutoaliasError(
    'alias-refused',
    `${alias} was not rolled back: ${why}; autoalias pin ${alias} <key> pins it at any object`,
  );
}

function passedText(passed: readonly PassedOver[]): string {
  const named = passed.slice(0, NAMED).map(({ key, why }) => `${key}: ${why}`);
  const more = passed.length - named.length;
  return more > 0 ? `${named.join(', ')}, and ${more} more` : named.join(', ');
}

/** Returns a function that says why an alias cannot go back to a former target, or undefined if it can. */
function* judgeFor(task: AliasTask, shown: readonly ShownTarget[]) {
  const places = new Map<string, Candidate | undefined>();
  for (const { key, recordedAt } of shown) {
    if (key === null || places.has(key)) continue;
    const head = yield* ask({ operation: 'HeadObject', key });
    places.set(key, placeInOrder(task, key, head.found === 'object' ? head.lastModified : recordedAt));
  }
  const incomplete = yield* incompleteReleases(task);
  return function* judge({ key, byPerson }: FormerTarget): Protocol<string | undefined> {
    if (places.has(key)) return 'the alias showed it when the rollback began';
    const object = yield* ask({ operation: 'HeadObject', key });
    if (object.found === 'none') return 'it is gone';
    if (object.found === 'symlink') return 'it is a link now';
    const refused = byPerson ? undefined : (whyNoCandidate(task, key, object) ?? incomplete(key));
    if (refused !== undefined) return refused;
    const own = placeInOrder(task, key, object.lastModified);
    const isLowerThan = (place: Candidate | undefined): boolean =>
      own === undefined || place === undefined || compareCandidates(task.rule, own, place) < 0;
    return [...places.values()].every(isLowerThan) ? undefined : 'it is not lower than what the alias shows';
  };
}

function whyNoCandidate(task: AliasTask, key: string, object: ObjectFound): string | undefined {
  const candidate = classifyObject(task, { ...object, key });
  return 'why' in candidate ? candidate.why : undefined;
}

/**
 * Returns a function that says why the release of a key is not complete, or undefined if it is. The files of an
 * incomplete release are not candidates, even though they exist.
 */
function* incompleteReleases(task: AliasTask): Protocol<(key: string) => string | undefined> {
  const { rule, template, alias, prefix } = task;
  const group = template.grouping?.groupOfAlias(alias);
  if (group === undefined) return () => undefined;
  const survey = createReleaseSurvey(rule, template, group.name);
  yield* listAll(prefix, survey.add);
  const releases = new Map(survey.releases().map((release) => [release.id, release]));
  return (key) => {
    const release = releases.get(candidateReleaseOf(rule, key)?.id ?? '');
    if (release === undefined || release.lacks.length === 0) return undefined;
    return `its release ${release.name} is not complete: it lacks ${release.lacks.join(', ')}`;
  };
}
