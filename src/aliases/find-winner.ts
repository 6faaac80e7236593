import { AutoaliasError } from '../autoalias-error.ts';
import { type Candidate, compareCandidates } from '../rules/candidate.ts';
import { youthOf } from '../rules/minimum-age.ts';
import type { NotFound, ObjectInstead, SymlinkFound } from '../stores/store-response.ts';
import { readRecord } from './alias-record.ts';
import type { AliasTask } from './alias-task.ts';
import { classifyObject } from './classify-object.ts';
import { ask, type Protocol } from './protocol.ts';
import { identityOf, type Target } from './target.ts';

/** The most that OSS gives in one page (ListObjectsV2 page). */
const PAGE = 1000;

/** How often a winner may vanish between the listing and the look at it before somebody else should try. */
const TRIES = 16;

/** The greatest candidate of an alias, from the listing of its narrowest prefix, as it is now. */
export function* findWinner(task: AliasTask): Protocol<Target | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const winner = yield* listWinner(task);
    if (winner === undefined) return undefined;
    const target = yield* lookAt(winner);
    // Written again since it was listed, it has to mature anew.
    if (target !== undefined && youthOf(task.form.minimumAge, target.lastModified, task.now) === undefined)
      return target;
  }
  // Unknown is not absent: to say "no candidates" here would remove a right alias.
  throw new AutoaliasError(
    'alias-unsettled',
    `the winner of ${task.alias} vanished ${TRIES} times between listing and looking at it; the next event or sweep decides`,
  );
}

/** The winner, or what the rule falls back to where an alias of ours has no candidate left. */
export function* orFallback(
  { rule }: AliasTask,
  current: SymlinkFound | ObjectInstead | NotFound,
  winner: Target | undefined,
): Protocol<Target | undefined> {
  if (winner !== undefined || rule.fallback === undefined) return winner;
  if (current.found !== 'symlink' || readRecord(current) === undefined) return undefined;
  const target = yield* lookAt({ key: rule.fallback, value: undefined, lastModified: 0 });
  return target === undefined ? undefined : { ...target, isFallback: true };
}

function* listWinner(task: AliasTask): Protocol<Candidate | undefined> {
  let winner: Candidate | undefined;
  let continuationToken: string | undefined;
  do {
    const page = yield* ask({
      operation: 'ListObjects',
      prefix: task.prefix,
      maxKeys: PAGE,
      ...(continuationToken === undefined ? {} : { continuationToken }),
    });
    for (const object of page.objects) {
      const candidate = classifyObject(task, object);
      if ('why' in candidate) continue;
      if (winner === undefined || compareCandidates(task.rule, candidate, winner) > 0) winner = candidate;
    }
    continuationToken = page.nextToken;
  } while (continuationToken !== undefined);
  return winner;
}

/** The candidate with its version id and headers, which a listing does not show; undefined when it is gone. */
export function* lookAt(candidate: Candidate): Protocol<Target | undefined> {
  const head = yield* ask({ operation: 'HeadObject', key: candidate.key });
  if (head.found !== 'object') return undefined;
  return { ...candidate, lastModified: head.lastModified, identity: identityOf(head), headers: head.headers };
}
