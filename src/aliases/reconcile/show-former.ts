import { compareCandidates } from '../../rules/match/candidate.ts';
import type { ListedVersion, SymlinkFound } from '../../stores/store-response.ts';
import { putAlias, readRecord } from '../model/alias-record.ts';
import { classifyObject, orderTextOf, recordedCandidate } from '../model/classify-object.ts';
import { ask, askAll, type Protocol } from '../model/protocol.ts';
import { identityOf, type Target } from '../model/target.ts';
import type { AliasTask } from '../model/task.ts';
import { isMarker, markerRequests } from './look-for-marker.ts';
import type { Unsure } from './write-and-look.ts';

/** How many of the newest versions of an alias are listed to find its former targets. */
export const VERSIONS_LISTED = 10;

/** The most requests, the write included. */
const MOST_REQUESTS = 12;

/** How many former targets are looked at, the greatest first. */
const MOST_LOOKS = 3;

/**
 * Points an alias whose target was deleted at a former target, so that readers are served before a listing has found the
 * winner. The listing of a group of 200,000 objects takes 200 requests one after the other. This takes at most 12, in three
 * round trips:
 *
 * 1. Read the versions of the alias below the newest: they show its former targets.
 * 2. Look at the greatest of these that the rule takes, and at their markers.
 * 3. Write the greatest that exists, can be a target now, and is not withdrawn.
 *
 * The write records that it is for the time being (`interim`). A link with this mark is never right. So if this handler dies
 * before its listing, the next event or sweep lists.
 *
 * @param current the link as it was read. Its target is gone, and its chain is whole
 * @param below the versions of the alias below the newest, newest first
 * @returns always that `reconcile` must decide, because a greater candidate may exist that was never shown
 */
export function* showFormer(task: AliasTask, current: SymlinkFound, below: readonly ListedVersion[]): Protocol<Unsure> {
  const former = yield* formerTarget(task, current, below);
  if (former === undefined) return { isUnsure: true };
  const put = yield* ask(putAlias(task, former, current.versionId, orderTextOf(task, former.key), { interim: true }));
  const why = 'a former target, until all candidates are listed';
  return {
    isUnsure: true,
    written: {
      versionId: put.written ? put.versionId : undefined,
      outcome: { action: 'pointed', from: current.target, to: former.key, why },
    },
  };
}

function* formerTarget(
  task: AliasTask,
  current: SymlinkFound,
  below: readonly ListedVersion[],
): Protocol<Target | undefined> {
  const looks = MOST_LOOKS * (1 + markerRequests(task, current.target).length);
  const some = below.filter(({ deleteMarker }) => !deleteMarker).slice(0, MOST_REQUESTS - 1 - looks);
  if (some.length === 0) return undefined;
  const links = yield* askAll(
    ...some.map(({ versionId }) => ({ operation: 'GetSymlink', key: task.alias, versionId }) as const),
  );
  const known = links.flatMap((link) => {
    const isOurs = link.found === 'symlink' && readRecord(link) !== undefined;
    const candidate = isOurs ? recordedCandidate(task, link) : undefined;
    return candidate === undefined || candidate.key === current.target ? [] : [candidate];
  });
  const byKey = new Map(known.map((candidate) => [candidate.key, candidate]));
  const greatest = [...byKey.values()].sort((a, b) => compareCandidates(task.rule, b, a)).slice(0, MOST_LOOKS);
  if (greatest.length === 0) return undefined;
  const heads = greatest.map(({ key }) => ({ operation: 'HeadObject', key }) as const);
  const markers = greatest.flatMap(({ key }) => markerRequests(task, key));
  const answers = yield* askAll(...heads, ...markers);
  for (const [i, { key }] of greatest.entries()) {
    const [head, marker] = [answers[i], markers.length === 0 ? undefined : answers[greatest.length + i]];
    if (head?.found !== 'object' || isMarker(marker)) continue;
    const candidate = classifyObject(task, { ...head, key });
    if (!('why' in candidate)) return { ...candidate, identity: identityOf(head), headers: head.headers };
  }
  return undefined;
}
