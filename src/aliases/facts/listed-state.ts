import { createHash, type Hash } from 'node:crypto';
import type { ListedObject } from '../../stores/store-response.ts';

/** The part of a listed object that shows whether it has changed. */
export type ListedVersion = Pick<ListedObject, 'etag' | 'lastModified'>;

/** What a listing shows of an alias, or of the aliases of a group: everything that decides where they should point. */
export interface ListedState {
  /** A digest of the candidates and markers that were listed, in the order of the listing. */
  readonly candidates: string;
  /** The links that were listed under the prefix of the candidates. */
  readonly links: ReadonlyMap<string, ListedVersion>;
  /** When the newest of all these was written. Unix milliseconds. */
  readonly newest: number;
  /** When the next candidate becomes old enough. Unix milliseconds; undefined if none is too young. */
  readonly matures: number | undefined;
}

/** Collects the {@link ListedState} of aliases and groups while a listing is read. Memory does not grow with the objects. */
export interface ListedStates {
  /** Adds a candidate, or a file that completes a release. `age`: the minimum age of candidates, in milliseconds. */
  addCandidate(name: string, object: ListedObject, age: number): void;
  /** Adds a marker that withdraws a candidate. */
  addMarker(name: string, marker: ListedObject): void;
  addLink(name: string, link: ListedObject): void;
  /** Returns and forgets the state. */
  take(name: string): ListedState;
}

interface OpenState {
  /** The digest of the text so far, once there is too much of it. */
  hash: Hash | undefined;
  text: string;
  readonly links: Map<string, ListedVersion>;
  newest: number;
  matures: number | undefined;
}

/** How much text is digested at once. A call of the hash function for each object would take longer than the rest of a sweep. */
const CHUNK = 4096;

/** @param now candidates that become old enough after this time count as too young. Unix milliseconds. */
export function createListedStates(now: () => number): ListedStates {
  const open = new Map<string, OpenState>();
  const stateOf = (name: string): OpenState => {
    const known = open.get(name) ?? { hash: undefined, text: '', links: new Map(), newest: 0, matures: undefined };
    open.set(name, known);
    return known;
  };
  const add = (
    state: OpenState,
    kind: string,
    { key, etag, lastModified, storageClass = '', restore }: ListedObject,
  ): void => {
    // The length of the key shows where it ends. No other part can have a line break.
    state.text += `${kind} ${key.length} ${key}\n${etag}\n${lastModified}\n${storageClass}\n${restored(restore)}\n`;
    if (state.text.length > CHUNK) hashText(state);
    state.newest = Math.max(state.newest, lastModified);
  };
  return {
    addCandidate(name, object, age) {
      const state = stateOf(name);
      add(state, 'candidate', object);
      const due = object.lastModified + age;
      if (age > 0 && due > now()) state.matures = Math.min(state.matures ?? due, due);
    },
    addMarker: (name, marker) => add(stateOf(name), 'marker', marker),
    addLink(name, { key, etag, lastModified }) {
      const state = stateOf(name);
      state.links.set(key, { etag, lastModified });
      state.newest = Math.max(state.newest, lastModified);
    },
    take(name) {
      const state = stateOf(name);
      open.delete(name);
      const isEmpty = state.text === '' && state.hash === undefined;
      const { links, newest, matures } = state;
      return { candidates: isEmpty ? '' : shortened(hashText(state)), links, newest, matures };
    },
  };
}

function restored(restore: ListedObject['restore']): string {
  return restore === undefined ? '' : JSON.stringify(restore);
}

function hashText(state: OpenState): Hash {
  state.hash ??= createHash('sha256');
  state.hash.update(state.text);
  state.text = '';
  return state.hash;
}

function shortened(hash: Hash): string {
  return hash.digest('base64url').slice(0, 22);
}

/** 128 bits of SHA-256 as text. A writer of objects must not be able to make two listings look the same. */
export function digestOf(parts: readonly unknown[]): string {
  return shortened(createHash('sha256').update(JSON.stringify(parts)));
}
