import type { ListedVersion, NotFound, SymlinkFound } from '../../stores/store-response.ts';
import { type AliasRecord, readRecord } from '../model/alias-record.ts';
import { isPinActive, type Pin } from '../model/pin.ts';
import { ask, askAll, type Protocol } from '../model/protocol.ts';
import type { AliasTask } from '../model/task.ts';
import { ownVersions } from '../model/version-chain.ts';
import { activePin, isByPinCommand } from './active-pin.ts';

/**
 * How many of the newest versions are searched. Only a few versions can be above a lost pin, because every round of
 * `reconcile` looks for a lost pin.
 */
const DEPTH = 20;

/** How many versions the first round trip reads. Each further round trip reads twice as many as the one before. */
const FIRST = 2;

/**
 * Finds a lost pin: one that a handler overwrote without having read it. Returns the version with the pin.
 *
 * 1. A handler reads the alias at version v1.
 * 2. A person pins the alias. This writes v2.
 * 3. The handler writes v3 with base v1. The pin in v2 is lost.
 *
 * So the search covers the versions between the current one and its base, newest first. An active pin that a person
 * wrote ends it, and is the result. A version that dropped a pin on purpose ends it too: then no pin is lost. Without
 * either, the result is the newest restored pin that {@link confirmedPin} confirms.
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
 * The pin that keeps an alias where it is. Undefined if the link has no active pin, or if it has a restored pin and a
 * person has given a newer command:
 *
 * 1. A handler reads v3, and finds a lost pin below it.
 * 2. A person unpins the alias. This writes v4.
 * 3. The handler restores the pin. This writes v5 with base v3.
 *
 * The unpin in v4 is newer than the pin that v5 restores, so the pin in v5 does not count. The search finds v4, because
 * v4 is between v5 and the base of v5.
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
 * The links of ours between a version and its `base`, newest first. The writer of the version had not seen them.
 *
 * A delete marker and a link of another program have no base. If the version is one of these, the search goes down to
 * the first link of ours, and ends at the base of that link. The writer of that link has already searched what is older.
 * So the search does not read the whole history of an alias that another program keeps writing.
 *
 * @param isEnough ends the search at the first link for which it is true. That link is the last one in the result.
 */
function* unseenBelow(
  task: AliasTask,
  current: SymlinkFound | NotFound,
  isEnough: (record: AliasRecord) => boolean,
): Protocol<readonly Unseen[]> {
  if (!task.capabilities.versionsLinks) return [];
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
  // Versions above `current` were written after it was read. Their writers look for lost pins themselves.
  for (let from = at(current.versionId) + 1; from < seen; from += count, count *= 2) {
    const some = chain.slice(from, Math.min(from + count, seen));
    for (const link of yield* linksOf(task, some)) {
      // A newer link of this batch has set `seen` to the place of its base. This link is that base, or is older.
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
