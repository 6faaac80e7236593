import type { Protocol } from '../../../src/aliases/model/protocol.ts';
import { AutoaliasError } from '../../../src/autoalias-error.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse } from '../../../src/stores/store-response.ts';
import { isWrite } from '../world/is-write.ts';
import type { Moment, RaisedEvent } from '../world/operation.ts';
import type { WorldState } from '../world/world.ts';
import { countedFromNewest } from '../world/world-content.ts';
import { INITIAL_MEMORY, type Memory, mayGiveUp, memoryAtStart, remember, withAnswers } from './handler-memory.ts';
import type { Interner } from './interner.ts';
import { createMergeCheck } from './merge-check.ts';
import type { Known, RememberedWorld } from './remembered-world.ts';

/** The event of a handler, and the time when the handler started. A handler reads the clock only once. */
export interface HandlerStart {
  readonly event: RaisedEvent;
  readonly moment: Moment;
}

/** A running handler: its answered rounds, and the answers of the current round. */
export interface Running extends HandlerStart {
  readonly answered: readonly (readonly StoreResponse[])[];
  readonly partial: readonly (Known | undefined)[];
  readonly memory: Memory;
  /** Everything that still affects its future. Handlers with equal texts have equal futures. */
  readonly text: string;
  /** A number that identifies the text. */
  readonly id: number;
}

/** A point that a handler can reach by reading while no write happens. */
export interface ReadPosition {
  readonly running: Running;
  readonly next: 'reads' | 'done' | 'gave up' | StoreRequest;
  /**
   * The reads of its latest round that were answered in this step. After the next write they would get the same
   * answers, unless that write changes them.
   */
  readonly recent: readonly StoreRequest[];
}

export interface Progress {
  begin(event: RaisedEvent, state: WorldState): Running;
  /** Identifies everything that still affects its future. Version ids of the alias are counted from the newest. */
  idFromNewest(running: Running, state: WorldState): number;
  /** All positions that it can reach. The first has no further answers, the last has all reads answered. */
  positions(running: Running, state: WorldState): readonly ReadPosition[];
  /** The positions that still differ from waiting after a given write. The first has no further answers. */
  distinguished(running: Running, before: WorldState, after: WorldState): readonly ReadPosition[];
  /** The handler after the answer to its write. */
  wrote(running: Running, known: Known): Running;
}

type Next = readonly StoreRequest[] | 'done' | 'gave up';

export function createProgress(world: RememberedWorld, protocol: (began: HandlerStart) => Protocol<unknown>): Progress {
  const { ids } = world;
  const check = createMergeCheck((began, answered) => replay(protocol(began), answered));
  const nexts = new Map<number, Next>();
  const next = (running: Running): Next => {
    const known = nexts.get(running.id);
    if (known !== undefined) return known;
    const now = replay(protocol(running), running.answered);
    check.continued(running, now);
    nexts.set(running.id, now);
    return now;
  };
  const receptions = new Map<string, Running>();
  const received = (running: Running, at: number, count: number, known: Known): Running => {
    const name = `${running.id} ${at} ${known.id}`;
    const before = receptions.get(name);
    if (before !== undefined) return before;
    const after = receive(running, at, count, known);
    receptions.set(name, after);
    return after;
  };
  const receive = (running: Running, at: number, count: number, known: Known): Running => {
    const partial = Array.from({ length: count }, (_, i) => (i === at ? known : running.partial[i]));
    const whole = partial.filter((one) => one !== undefined);
    if (whole.length < count) {
      return named(ids, { ...running, partial }, partial.map((one) => one?.text ?? '').join());
    }
    const round = whole.map(({ answer }) => answer);
    const memory = withAnswers(
      running.memory,
      round,
      whole.map((one) => one.text),
    );
    const after = named(ids, { ...running, answered: [...running.answered, round], partial: [], memory }, '');
    const requests = next(after);
    const shorter = typeof requests === 'string' ? undefined : remember(memory, requests);
    if (shorter === undefined) return after;
    const merged = named(ids, { ...after, memory: shorter }, '');
    check.merged(merged);
    return merged;
  };

  const positionOf = (running: Running, recent: readonly StoreRequest[]): ReadPosition => {
    const requests = next(running);
    if (typeof requests === 'string') return { running, next: requests, recent };
    const [first] = requests;
    return { running, next: first !== undefined && isWrite(first) ? first : 'reads', recent };
  };

  /** The positions with one more answered read. The reads of a round are answered in any order. */
  const further = (position: ReadPosition, state: WorldState): readonly ReadPosition[] => {
    const requests = next(position.running);
    if (position.next !== 'reads' || typeof requests === 'string') return [];
    const begun = position.running.partial.some((one) => one !== undefined);
    return requests.flatMap((request, at) => {
      if (position.running.partial[at] !== undefined) return [];
      const running = received(position.running, at, requests.length, world.read(state, request));
      return [positionOf(running, [...(begun ? position.recent : []), request])];
    });
  };

  const counted = new Map<string, number>();
  const found = new Map<string, readonly ReadPosition[]>();
  const positions = (running: Running, state: WorldState): readonly ReadPosition[] => {
    const name = `${running.id}@${world.contentId(state)}`;
    const before = found.get(name);
    if (before !== undefined) return before;
    const all = positionsOf(running, state);
    found.set(name, all);
    return all;
  };
  const positionsOf = (running: Running, state: WorldState): readonly ReadPosition[] => {
    const all = [positionOf(running, [])];
    if (mayGiveUp(running.memory) && running.partial.length === 0) all.push({ running, next: 'gave up', recent: [] });
    const seen = new Set([running.id]);
    for (const position of all) {
      for (const more of further(position, state)) {
        if (seen.has(more.running.id)) continue;
        seen.add(more.running.id);
        all.push(more);
      }
    }
    return all;
  };
  const isChanged = (before: WorldState, after: WorldState, read: StoreRequest): boolean =>
    world.read(before, read).id !== world.read(after, read).id;
  const apart = new Map<string, readonly ReadPosition[]>();
  return {
    begin: (event, { moment }) => {
      const nothing = { event, moment, answered: [], partial: [], memory: INITIAL_MEMORY, text: '', id: 0 };
      const requests = next(named(ids, nothing, ''));
      return named(
        ids,
        { ...nothing, memory: typeof requests === 'string' ? INITIAL_MEMORY : memoryAtStart(requests, world) },
        '',
      );
    },
    idFromNewest: (running, state) => {
      const name = `${running.id} ${state.aliasVersions}`;
      const before = counted.get(name);
      if (before !== undefined) return before;
      const id = ids.id(countedFromNewest(running.text, state));
      counted.set(name, id);
      return id;
    },
    positions,
    distinguished: (running, before, after) => {
      const name = `${running.id}@${world.contentId(before)}>${world.contentId(after)}`;
      const known = apart.get(name);
      if (known !== undefined) return known;
      const all = positions(running, before).filter(
        ({ next, recent }) => next === 'done' || recent.every((read) => isChanged(before, after, read)),
      );
      apart.set(name, all);
      return all;
    },
    wrote: (running, known) => received(running, 0, 1, known),
  };
}

/** The handler with its text and the number of the text. */
function named(ids: Interner, running: Running, partial: string): Running {
  const { event, moment, memory } = running;
  const text = [moment, event.event, event.key, memory.text, ...memory.since, partial].join('>');
  return { ...running, text, id: ids.id(text) };
}

function replay(protocol: Protocol<unknown>, answered: readonly (readonly StoreResponse[])[]): Next {
  try {
    let step = protocol.next();
    for (const round of answered) {
      if (step.done) throw new TypeError('a handler was answered after its end');
      step = protocol.next(round);
    }
    if (step.done) return 'done';
    if (step.value.length > 1 && step.value.some(isWrite))
      throw new TypeError('a round contains a write and other requests');
    return step.value;
  } catch (error) {
    if (error instanceof AutoaliasError && error.code === 'alias-unsettled') return 'gave up';
    // The person gets an error, and nothing was written.
    if (error instanceof AutoaliasError && error.code === 'alias-refused') return 'done';
    throw error;
  }
}
