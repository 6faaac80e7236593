import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';
import type { Happening } from '../world/operation.ts';
import type { World, WorldState } from '../world/world.ts';
import { createInterner, type Interner } from './interner.ts';

/** An answer, and as text what a handler may go by in it. */
export interface Known {
  readonly answer: StoreResponse;
  readonly text: string;
  /** Names the text. */
  readonly id: number;
}

export interface Change {
  readonly after: WorldState;
  readonly happenings: readonly Happening[];
}

/** A world in which each thing is done once: the same request on the same content is answered from memory. */
export interface RememberedWorld {
  readonly ids: Interner;
  readonly isAging: boolean;
  start(): WorldState;
  contentId(state: WorldState): number;
  /** Names what of the content can still make a difference: equal ids, equal future. */
  essenceId(state: WorldState): number;
  perform(state: WorldState, nth: number): Change;
  read(state: WorldState, request: StoreRequest): Known;
  write(state: WorldState, request: StoreRequest): Change & { readonly known: Known };
  /** What must not be at any time, and is, or undefined. */
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

  /** One state for one content, so that whatever is found out of it is found out once. */
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
    const seen = blinded(answer);
    const text = JSON.stringify(world.layout.isRelease ? seen : essence(seen));
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
    contentId,
    essenceId: (state) => essences.get(state) ?? 0,
    start: () => one(world.start()),
    perform: (state, nth) =>
      remembered(users, `${contentId(state)}!${nth}`, () => {
        const { after, happenings } = world.perform(state, nth);
        return { after: one(after), happenings };
      }),
    read: (state, request) =>
      remembered(reads, `${contentId(state)}?${JSON.stringify(request)}`, () =>
        known(world.answer(state, request).answer),
      ),
    write: (state, request) =>
      remembered(writes, `${contentId(state)}!${JSON.stringify(request)}`, () => {
        const { after, answer, happenings } = world.answer(state, request);
        return { after: one(after), known: known(answer), happenings };
      }),
    broken: (state) => remembered(broken, `${contentId(state)}`, () => world.broken(state)),
  };
}

/**
 * The answer without what no handler goes by, so that it cannot: checksums and sizes in listings, those of links (the store
 * counts them on with each write), and whether the alias
 * has still older versions than were asked for.
 */
function blinded(answer: StoreResponse): StoreResponse {
  if ('objects' in answer) return { ...answer, objects: answer.objects.map((row) => ({ ...row, etag: '', size: 0 })) };
  if ('found' in answer && answer.found === 'symlink' && 'etag' in answer) return { ...answer, etag: '' };
  if (!('versions' in answer)) return answer;
  const versions = answer.versions.map(({ etag: _, size: __, ...version }) => version);
  return { versions, prefixes: answer.prefixes };
}

/** Links in a listing are never candidates, so what they are is nothing to a handler of one alias. */
function essence(answer: StoreResponse): unknown {
  return 'objects' in answer ? { ...answer, objects: answer.objects.filter(({ type }) => type !== 'Symlink') } : answer;
}
