import type { NotFound, SymlinkFound } from '../stores/store-response.ts';
import { versionsOf } from './alias-chain.ts';
import { type AliasRecord, readRecord } from './alias-record.ts';
import type { AliasTask } from './alias-task.ts';
import { holds, type Pin } from './pin.ts';
import { pinOf } from './pinned.ts';
import { ask, type Protocol } from './protocol.ts';

/** Whoever writes over a pin without having seen it did so a few versions ago at most: his next look finds it. */
const DEPTH = 20;

/**
 * The pin that somebody wrote over without having seen it: he had read the alias before the pin was written. One that any
 * newer version has seen and dropped was lifted, and is not lost; nor is any that a person lifted without seeing it, nor
 * one that was brought back over that.
 */
export function* lostPin(task: AliasTask, current: SymlinkFound | NotFound): Protocol<SymlinkFound | undefined> {
  const record = current.found === 'symlink' ? readRecord(current) : undefined;
  if (record?.lifts) return undefined;
  let broughtBack: SymlinkFound | undefined;
  for (const { record: unseen, link } of yield* unseenBelow(task, current, record)) {
    if (unseen.lifts) return undefined;
    if (!holds(unseen.pin, task.now)) continue;
    if (isByPerson(unseen)) return link;
    if ((yield* heldBy(task, link)) !== undefined) broughtBack ??= link;
  }
  return broughtBack;
}

/**
 * The pin that holds a link. One that was brought back may have been lifted in the same moment: then the version that
 * lifted it lies below, unseen by whoever brought it back; or there lies a newer word of a person.
 */
export function* heldBy(task: AliasTask, current: SymlinkFound): Protocol<Pin | undefined> {
  const pin = pinOf(task, current);
  const record = readRecord(current);
  if (pin === undefined || record === undefined || isByPerson(record)) return pin;
  const unseen = yield* unseenBelow(task, current, record);
  return unseen.some((one) => one.record.lifts || isPinByPerson(one.record)) ? undefined : pin;
}

const isPinByPerson = (record: AliasRecord): boolean => record.pin !== undefined && isByPerson(record);

/** Written with the pin by whoever pinned, not to bring it back. */
export const isByPerson = ({ cause }: AliasRecord): boolean => cause === 'pin' || cause === 'rollback';

interface Unseen {
  readonly record: AliasRecord;
  readonly link: SymlinkFound;
}

/**
 * The links below the alias's newest version that its writer had not seen, newest first: those above what he had read
 * (`base`). A delete marker has seen nothing.
 */
function* unseenBelow(
  task: AliasTask,
  current: SymlinkFound | NotFound,
  record: AliasRecord | undefined,
): Protocol<readonly Unseen[]> {
  const page = yield* ask({ operation: 'ListObjectVersions', prefix: task.alias, maxKeys: DEPTH });
  const chain = versionsOf(task, page);
  const at = (id: string | undefined): number => {
    const found = chain.findIndex(({ versionId }) => versionId === id);
    return found < 0 ? chain.length : found;
  };
  const unseen: Unseen[] = [];
  const seen = record === undefined ? chain.length : at(record.base);
  // What lies above was written meanwhile, by somebody who looks himself.
  for (let i = at(current.versionId) + 1; i < seen; i++) {
    const version = chain[i];
    if (version === undefined || version.deleteMarker) continue;
    const link = yield* ask({ operation: 'GetSymlink', key: task.alias, versionId: version.versionId });
    const below = link.found === 'symlink' ? readRecord(link) : undefined;
    if (link.found === 'symlink' && below !== undefined) unseen.push({ record: below, link });
  }
  return unseen;
}
