import type { NotFound, SymlinkFound } from '../stores/store-response.ts';
import { versionsOf } from './alias-chain.ts';
import { readRecord } from './alias-record.ts';
import type { AliasTask } from './alias-task.ts';
import { holds } from './pin.ts';
import { ask, type Protocol } from './protocol.ts';

/** Whoever wrote over a pin without having seen it did so a few versions ago at most: his next look finds it. */
const DEPTH = 20;

/**
 * The pin that somebody wrote over without having seen it: he had read the alias before the pin was written. Every
 * version says what its writer had read (`base`), so those between a version and its base were not seen by him. A pin
 * that any newer version has seen and dropped was lifted, and is not lost. A delete marker has seen nothing.
 */
export function* lostPin(task: AliasTask, current: SymlinkFound | NotFound): Protocol<SymlinkFound | undefined> {
  const page = yield* ask({ operation: 'ListObjectVersions', prefix: task.alias, maxKeys: DEPTH });
  const chain = versionsOf(task, page);
  const at = (id: string | undefined): number => {
    const found = chain.findIndex(({ versionId }) => versionId === id);
    return found < 0 ? chain.length : found;
  };
  let seen = current.found === 'symlink' ? at(readRecord(current)?.base) : chain.length;
  // What lies above was written meanwhile, by somebody who looks himself.
  for (let i = at(current.versionId) + 1; i < seen; i++) {
    const version = chain[i];
    if (version === undefined || version.deleteMarker) continue;
    const link = yield* ask({ operation: 'GetSymlink', key: task.alias, versionId: version.versionId });
    const record = link.found === 'symlink' ? readRecord(link) : undefined;
    if (link.found === 'symlink' && holds(record?.pin, task.now)) return link;
    seen = Math.min(seen, at(record?.base));
  }
  return undefined;
}
