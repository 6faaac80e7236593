import type { StoreRequest } from '../../src/stores/store-request.ts';
import type { StoreResponse } from '../../src/stores/store-response.ts';
import { createInterner, type Interner } from './interner.ts';
import type { Happening, World, WorldState } from './world.ts';

/** An answer with the number of what a handler may go by in it. */
export interface Known {
  readonly answer: StoreResponse;
  readonly id: number;
}

export interface Change {
  readonly after: WorldState;
  readonly happenings: readonly Happening[];
}

/** A world in which each thing is done once: the same request on the same content is answered from memory. */
export interface RememberedWorld {
  readonly ids: Interner;
  start(): WorldState;
  contentId(state: WorldState): number;
  perform(state: WorldState, nth: number): Change;
  read(state: WorldState, request: StoreRequest): Known;
  write(state: WorldState, request: StoreRequest): Change & { readonly known: Known };
}

export const rememberWorld = (world: World): RememberedWorld => {
  const ids = createInterner();
  const states = new Map<string, WorldState>();
  const contents = new Map<WorldState, number>();
  const reads = new Map<string, Known>();
  const writes = new Map<string, Change & { readonly known: Known }>();
  const users = new Map<string, Change>();

  /** One state for one content, so that whatever is found out of it is found out once. */
  const one = (state: WorldState): WorldState => {
    const before = states.get(state.content);
    if (before !== undefined) return before;
    states.set(state.content, state);
    contents.set(state, ids.id(state.content));
    return state;
  };
  const contentId = (state: WorldState): number => contents.get(state) ?? 0;
  const known = (answer: StoreResponse): Known => ({ answer, id: ids.id(JSON.stringify(essence(answer))) });
  const remembered = <T>(memory: Map<string, T>, name: string, make: () => T): T => {
    const before = memory.get(name);
    if (before !== undefined) return before;
    const made = make();
    memory.set(name, made);
    return made;
  };
  return {
    ids,
    contentId,
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
  };
};

/** What of an answer a handler may go by: links in a listing are never candidates, so what they are is nothing to it. */
const essence = (answer: StoreResponse): unknown =>
  'objects' in answer ? { ...answer, objects: answer.objects.filter(({ type }) => type !== 'Symlink') } : answer;
