import type { ListedVersion, NotFound, SymlinkFound } from '../stores/store-response.ts';
import { versionsOf } from './alias-chain.ts';
import { type AliasRecord, readRecord } from './alias-record.ts';
import type { AliasTask } from './alias-task.ts';
import { holds, type Pin } from './pin.ts';
import { pinOf } from './pinned.ts';
import { ask, type Protocol, together } from './protocol.ts';

/** A handler that writes over a pin unseen does so a few versions later at most: its next look finds the pin. */
const DEPTH = 20;

/** How many versions are read in the first round trip; each further one reads twice as many. */
const FIRST = 2;

/**
 * The pin that was written over by a handler that had read the alias before the pin was written. A pin that a newer version
 * has seen and dropped was lifted, and is not lost; nor is one that a person lifted without seeing it, nor one that was
 * brought back over that.
 */
export function* lostPin(task: AliasTask, current: SymlinkFound | NotFound): Protocol<SymlinkFound | undefined> {
  const record = current.found === 'symlink' ? readRecord(current) : undefined;
  if (record?.lifts) return undefined;
  let broughtBack: SymlinkFound | undefined;
  const isDecisive = (unseen: AliasRecord): boolean =>
    unseen.lifts || (holds(unseen.pin, task.now) && isByPerson(unseen));
  for (const { record: unseen, link } of yield* unseenBelow(task, current, isDecisive)) {
    if (unseen.lifts) return undefined;
    if (!holds(unseen.pin, task.now)) continue;
    if (isByPerson(unseen)) return link;
    if ((yield* heldBy(task, link)) !== undefined) broughtBack ??= link;
  }
  return broughtBack;
}

/**
 * The pin that holds a link. One that was brought back may have been lifted in the same moment: then the version that
 * lifted it lies below, unseen by the handler that brought it back; or a newer pin of a person does.
 */
export function* heldBy(task: AliasTask, current: SymlinkFound): Protocol<Pin | undefined> {
  const pin = pinOf(task, current);
  const record = readRecord(current);
  if (pin === undefined || record === undefined || isByPerson(record)) return pin;
  const isNewer = (unseen: AliasRecord): boolean => unseen.lifts || isPinByPerson(unseen);
  const unseen = yield* unseenBelow(task, current, isNewer);
  return unseen.some((one) => isNewer(one.record)) ? undefined : pin;
}

const isPinByPerson = (record: AliasRecord): boolean => record.pin !== undefined && isByPerson(record);

/** Written by a person's own command, not to bring a pin back. */
export const isByPerson = ({ cause }: AliasRecord): boolean => cause === 'pin' || cause === 'rollback';

interface Unseen {
  readonly record: AliasRecord;
  readonly link: SymlinkFound;
}

/**
 * The links of ours below an alias's version that its writer had not seen, newest first: those above what it had read
 * (`base`).
 *
 * A delete marker and a link of another program have seen nothing. The first link of ours below them answers for what it
 * had read in turn, since its writer looked for lost pins before it wrote over a doubtful version. So a program that keeps
 * writing an alias costs one or two reads a look, however long its fight with us has lasted.
 *
 * @param isEnough no older version is read once one is like this.
 */
function* unseenBelow(
  task: AliasTask,
  current: SymlinkFound | NotFound,
  isEnough: (record: AliasRecord) => boolean,
): Protocol<readonly Unseen[]> {
  const page = yield* ask({ operation: 'ListObjectVersions', prefix: task.alias, maxKeys: DEPTH });
  const chain = versionsOf(task, page);
  const at = (id: string | undefined): number => {
    const found = chain.findIndex(({ versionId }) => versionId === id);
    return found < 0 ? chain.length : found;
  };
  const record = current.found === 'symlink' ? readRecord(current) : undefined;
  const unseen: Unseen[] = [];
  let isAnswered = record !== undefined;
  let seen = record === undefined ? chain.length : at(record.base);
  let count = FIRST;
  // What lies above was written meanwhile, by a handler that looks itself.
  for (let from = at(current.versionId) + 1; from < seen; from += count, count *= 2) {
    const some = chain.slice(from, Math.min(from + count, seen));
    for (const link of yield* linksOf(task, some)) {
      // Below what the last one had read.
      if (link.at >= seen) break;
      unseen.push(link);
      if (isEnough(link.record)) return unseen;
      if (!isAnswered) seen = at(link.record.base);
      isAnswered = true;
    }
  }
  return unseen;

  function* linksOf({ alias }: AliasTask, versions: readonly ListedVersion[]) {
    const asked = versions.filter(({ deleteMarker }) => !deleteMarker);
    const links = yield* together(
      ...asked.map(({ versionId }) => ({ operation: 'GetSymlink', key: alias, versionId }) as const),
    );
    return links.flatMap((link, i) => {
      const own = link.found === 'symlink' ? readRecord(link) : undefined;
      return link.found !== 'symlink' || own === undefined ? [] : [{ record: own, link, at: at(asked[i]?.versionId) }];
    });
  }
}
