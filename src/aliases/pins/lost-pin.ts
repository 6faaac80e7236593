import type { ListedVersion, NotFound, SymlinkFound } from '../../stores/store-response.ts';
import { type AliasRecord, readRecord } from '../model/alias-record.ts';
import { isPinActive, type Pin } from '../model/pin.ts';
import { ask, askAll, type Protocol } from '../model/protocol.ts';
import type { AliasTask } from '../model/task.ts';
import { ownVersions } from '../model/version-chain.ts';
import { activePin, isByPinCommand } from './active-pin.ts';

/**
 * How many versions are searched. Only a few can follow a lost pin, because the next handler that reads the alias finds
 * it.
 */
const DEPTH = 20;

/** How many versions the first round trip reads. Each further round trip reads twice as many. */
const FIRST = 2;

/**
 * The pin that a handler overwrote because it had read the alias before the pin was written.
 *
 * A pin does not count as lost in three cases: the writer of the version above had read it; a newer version is an unpin,
 * even if its writer had not read the pin; or a handler restored the pin without having read that unpin.
 */
export function* findLostPin(task: AliasTask, current: SymlinkFound | NotFound): Protocol<SymlinkFound | undefined> {
  const record = current.found === 'symlink' ? readRecord(current) : undefined;
  if (record?.dropsPin) return undefined;
  let restored: SymlinkFound | undefined;
  const isDecisive = (unseen: AliasRecord): boolean =>
    unseen.dropsPin || (isPinActive(unseen.pin, task.now) && isByPinCommand(unseen));
  for (const { record: unseen, link } of yield* unseenBelow(task, current, isDecisive)) {
    if (unseen.dropsPin) return undefined;
    if (!isPinActive(unseen.pin, task.now)) continue;
    if (isByPinCommand(unseen)) return link;
    if ((yield* confirmedPin(task, link)) !== undefined) restored ??= link;
  }
  return restored;
}

/**
 * The pin that holds a link. A pin that a handler restored does not hold if a person pinned or unpinned the alias just
 * before. The person's version is then below the restored one, and above the version that the handler had read.
 */
export function* confirmedPin(task: AliasTask, current: SymlinkFound): Protocol<Pin | undefined> {
  const pin = activePin(task, current);
  const record = readRecord(current);
  if (pin === undefined || record === undefined || isByPinCommand(record)) return pin;
  const isNewer = (unseen: AliasRecord): boolean => unseen.dropsPin || isPersonsPin(unseen);
  const unseen = yield* unseenBelow(task, current, isNewer);
  return unseen.some((one) => isNewer(one.record)) ? undefined : pin;
}

function isPersonsPin(record: AliasRecord): boolean {
  return record.pin !== undefined && isByPinCommand(record);
}

interface Unseen {
  readonly record: AliasRecord;
  readonly link: SymlinkFound;
}

/**
 * The links of ours that the writer of a version had not seen, newest first: those between the version and its `base`.
 *
 * A delete marker and a link of another program record no base. For them, the search continues to the first link of ours
 * below, and ends at the base of that link. The writer of that link has already searched the older versions. So a program
 * that keeps writing an alias costs one or two reads each time, however often it has written.
 *
 * @param isEnough stops the reading at the first link for which it is true.
 */
function* unseenBelow(
  task: AliasTask,
  current: SymlinkFound | NotFound,
  isEnough: (record: AliasRecord) => boolean,
): Protocol<readonly Unseen[]> {
  const page = yield* ask({ operation: 'ListObjectVersions', prefix: task.alias, maxKeys: DEPTH });
  const chain = ownVersions(task, page);
  const at = (id: string | undefined): number => {
    const found = chain.findIndex(({ versionId }) => versionId === id);
    return found < 0 ? chain.length : found;
  };
  const record = current.found === 'symlink' ? readRecord(current) : undefined;
  const unseen: Unseen[] = [];
  let isBaseKnown = record !== undefined;
  let seen = record === undefined ? chain.length : at(record.base);
  let count = FIRST;
  // Versions above `current` are newer than the read. Their writers look for lost pins themselves.
  for (let from = at(current.versionId) + 1; from < seen; from += count, count *= 2) {
    const some = chain.slice(from, Math.min(from + count, seen));
    for (const link of yield* linksOf(task, some)) {
      // A newer link of this batch has set the end of the search, and this link is not above it.
      if (link.at >= seen) break;
      unseen.push(link);
      if (isEnough(link.record)) return unseen;
      if (!isBaseKnown) seen = at(link.record.base);
      isBaseKnown = true;
    }
  }
  return unseen;

  function* linksOf({ alias }: AliasTask, versions: readonly ListedVersion[]) {
    const asked = versions.filter(({ deleteMarker }) => !deleteMarker);
    const links = yield* askAll(
      ...asked.map(({ versionId }) => ({ operation: 'GetSymlink', key: alias, versionId }) as const),
    );
    return links.flatMap((link, i) => {
      const own = link.found === 'symlink' ? readRecord(link) : undefined;
      return link.found !== 'symlink' || own === undefined ? [] : [{ record: own, link, at: at(asked[i]?.versionId) }];
    });
  }
}
