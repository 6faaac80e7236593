import type { NotFound, ObjectFound, SymlinkFound } from '../../stores/store-response.ts';
import type { AliasObject } from '../model/alias-record.ts';
import type { Protocol } from '../model/protocol.ts';
import type { Pausable } from '../reconcile/pausable.ts';

/** What a protocol has read and written so far. */
export interface Reads {
  /** It has sent a write. */
  readonly wrote: boolean;
  /** By key, every answer for the newest version of a link. */
  readonly links: ReadonlyMap<string, readonly AliasObject[]>;
  /** By key, every answer to HeadObject. */
  readonly objects: ReadonlyMap<string, readonly (ObjectFound | NotFound | { readonly found: 'symlink' })[]>;
}

/** Runs a protocol unchanged, and records what it reads. */
export type Watch = <T>(protocol: Protocol<T>) => Protocol<T>;

/** `reads` has everything that the watched protocols have read so far. */
export function watchReads(): { readonly reads: Reads; readonly watch: Watch } {
  const links = new Map<string, AliasObject[]>();
  const objects = new Map<string, (ObjectFound | NotFound | { readonly found: 'symlink' })[]>();
  const reads = { wrote: false, links, objects };
  function* watch<T>(protocol: Protocol<T>): Protocol<T> {
    let step = protocol.next();
    while (!step.done) {
      const requests = step.value;
      const answers = yield requests;
      requests.forEach((request, i) => {
        const answer = answers[i];
        if (request.operation === 'PutSymlink' || request.operation === 'DeleteObject') reads.wrote = true;
        if (answer === undefined || !('found' in answer)) return;
        if (request.operation === 'GetSymlink' && request.versionId === undefined) {
          add(links, request.key, answer as SymlinkFound | NotFound);
        }
        if (request.operation === 'HeadObject' && request.versionId === undefined) {
          add(objects, request.key, answer as ObjectFound | NotFound);
        }
      });
      step = protocol.next(answers);
    }
    return step.value;
  }
  return { reads, watch };
}

/** Watches a protocol that stops before each listing, to its end. */
export function* watchPausable(watch: Watch, protocol: Pausable): Pausable {
  const pause = yield* watch(protocol);
  return pause.kind === 'done' ? pause : { ...pause, resume: (find) => watchPausable(watch, pause.resume(find)) };
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
