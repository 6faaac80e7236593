import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';
import { isRemoving } from '../world/layout.ts';
import type { RaisedEvent } from '../world/operation.ts';
import type { World, WorldState } from '../world/world.ts';
import { createInterner, type Interner } from './interner.ts';

/** An answer, and the part of it that can affect a handler, as text. */
export interface Known {
  readonly answer: StoreResponse;
  readonly text: string;
  /** A number that identifies the text. */
  readonly id: number;
}

export interface Change {
  readonly after: WorldState;
  readonly raised: readonly RaisedEvent[];
}

/** A world with a cache: the same request on the same content is answered from memory. */
export interface RememberedWorld {
  readonly ids: Interner;
  readonly isAging: boolean;
  readonly isRelease: boolean;
  readonly isRemoving: boolean;
  start(): WorldState;
  contentId(state: WorldState): number;
  /** Identifies the relevant part of the content: equal ids mean equal futures. */
  essenceId(state: WorldState): number;
  perform(state: WorldState, nth: number): Change;
  read(state: WorldState, request: StoreRequest): Known;
  write(state: WorldState, request: StoreRequest): Change & { readonly known: Known };
  /** The violated invariant, or undefined. */
  broken(state: WorldState): string | undefined;
}

export function rememberWorld(world: World): RememberedWorld {
  const ids = createInterner();
  const states = new Map<string, WorldState>();
  const contents = new Map<WorldState, number>();
  const essences = new Map<WorldState, number>();
  const reads = new Map<string, Known>();
  const writes = new Map<string, Change & { readonly known: Known }>();
  const users = new Map<string, Change>();
  const broken = new Map<string, string | undefined>();

  /** One state per content, so that results are computed once. */
  const one = (state: WorldState): WorldState => {
    const before = states.get(state.content);
    if (before !== undefined) return before;
    states.set(state.content, state);
    contents.set(state, ids.id(state.content));
    essences.set(state, ids.id(state.essence));
    return state;
  };
  const contentId = (state: WorldState): number => contents.get(state) ?? 0;
  const known = (answer: StoreResponse): Known => {
    const seen = withoutUnusedParts(answer);
    const text = JSON.stringify(world.layout.isRelease ? seen : withoutLinks(seen));
    return { answer: seen, text, id: ids.id(text) };
  };
  const remembered = <T>(memory: Map<string, T>, name: string, make: () => T): T => {
    const before = memory.get(name);
    if (before !== undefined || memory.has(name)) return before as T;
    const made = make();
    memory.set(name, made);
    return made;
  };
  return {
    ids,
    isAging: world.layout.isAging === true,
    isRelease: world.layout.isRelease === true,
    isRemoving: isRemoving(world.layout),
    contentId,
    essenceId: (state) => essences.get(state) ?? 0,
    start: () => one(world.start()),
    perform: (state, nth) =>
      remembered(users, `${contentId(state)}!${nth}`, () => {
        const { after, raised } = world.perform(state, nth);
        return { after: one(after), raised };
      }),
    read: (state, request) =>
      remembered(reads, `${contentId(state)}?${JSON.stringify(request)}`, () =>
        known(world.answer(state, request).answer),
      ),
    write: (state, request) =>
      remembered(writes, `${contentId(state)}!${JSON.stringify(request)}`, () => {
        const { after, answer, raised } = world.answer(state, request);
        return { after: one(after), known: known(answer), raised };
      }),
    broken: (state) => remembered(broken, `${contentId(state)}`, () => world.broken(state)),
  };
}

/**
 * Removes the parts of an answer that no handler uses, so that no handler can start to use them: checksums and sizes in
 * listings, ETags of links, and whether there are more versions than requested. The store changes the ETag of a link
 * with each write.
 */
function withoutUnusedParts(answer: StoreResponse): StoreResponse {
  if ('objects' in answer) {
    const { date: _, ...page } = answer;
    return { ...page, objects: page.objects.map((row) => ({ ...row, etag: '', size: 0 })) };
  }
  if ('found' in answer && answer.found === 'symlink' && 'etag' in answer) return { ...answer, etag: '' };
  if (!('versions' in answer)) return answer;
  const versions = answer.versions.map(({ etag: _, size: __, ...version }) => version);
  return { versions, prefixes: answer.prefixes };
}

/** Links in a listing are never candidates, so a handler of one alias ignores them. */
function withoutLinks(answer: StoreResponse): unknown {
  return 'objects' in answer ? { ...answer, objects: answer.objects.filter(({ type }) => type !== 'Symlink') } : answer;
}
