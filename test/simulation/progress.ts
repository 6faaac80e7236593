import type { Outcome } from '../../src/aliases/outcome.ts';
import type { Protocol } from '../../src/aliases/protocol.ts';
import { AutoaliasError } from '../../src/autoalias-error.ts';
import type { StoreRequest } from '../../src/stores/store-request.ts';
import type { StoreResponse } from '../../src/stores/store-response.ts';
import type { Known, RememberedWorld } from './remembered-world.ts';
import type { Happening, WorldState } from './world.ts';

/** A handler at work: the rounds that it has had answers to, and the answers of the round under way. */
export interface Running {
  readonly event: Happening;
  readonly answered: readonly (readonly StoreResponse[])[];
  readonly partial: readonly (Known | undefined)[];
  /** Names `answered`. */
  readonly round: number;
  /** Names `answered` and `partial`: equal ids, equal future. */
  readonly id: number;
}

/**
 * How far a handler may get by reading alone, while nobody writes. `recent` are the reads of its latest round that were
 * answered just now: put off until after the next write, each would be the same unless that write changes its answer.
 */
export interface Stand {
  readonly running: Running;
  readonly next: 'reads' | 'done' | 'gave up' | StoreRequest;
  readonly recent: readonly StoreRequest[];
}

export interface Progress {
  begin(event: Happening): Running;
  /** Every stand from here on, the one without any progress first. The last is where all reads are answered. */
  stands(running: Running, state: WorldState): readonly Stand[];
  /** After its write was answered. */
  wrote(running: Running, known: Known): Running;
}

type Next = readonly StoreRequest[] | 'done' | 'gave up';

export const createProgress = (world: RememberedWorld, protocol: (event: Happening) => Protocol<Outcome>): Progress => {
  const { ids } = world;
  const nexts = new Map<number, Next>();
  const next = (running: Running): Next => {
    const known = nexts.get(running.id);
    if (known !== undefined) return known;
    const now = replay(protocol(running.event), running.answered);
    nexts.set(running.id, now);
    return now;
  };
  const received = (running: Running, at: number, count: number, known: Known): Running => {
    const partial = Array.from({ length: count }, (_, i) => (i === at ? known : running.partial[i]));
    const text = `${running.round}>${partial.map((one) => one?.id ?? '').join()}`;
    const whole = partial.filter((one) => one !== undefined);
    const id = ids.id(text);
    if (whole.length < count) return { ...running, partial, id };
    return {
      event: running.event,
      answered: [...running.answered, whole.map(({ answer }) => answer)],
      partial: [],
      round: id,
      id,
    };
  };

  const standOf = (running: Running, recent: readonly StoreRequest[]): Stand => {
    const requests = next(running);
    if (typeof requests === 'string') return { running, next: requests, recent };
    const [first] = requests;
    return { running, next: first !== undefined && isWrite(first) ? first : 'reads', recent };
  };

  /** One more read answered, in any order within the round. */
  const further = (stand: Stand, state: WorldState): readonly Stand[] => {
    const requests = next(stand.running);
    if (stand.next !== 'reads' || typeof requests === 'string') return [];
    const begun = stand.running.partial.some((one) => one !== undefined);
    return requests.flatMap((request, at) => {
      if (stand.running.partial[at] !== undefined) return [];
      const running = received(stand.running, at, requests.length, world.read(state, request));
      return [standOf(running, [...(begun ? stand.recent : []), request])];
    });
  };

  const found = new Map<string, readonly Stand[]>();
  return {
    begin: (event) => {
      const id = ids.id(JSON.stringify(event));
      return { event, answered: [], partial: [], round: id, id };
    },
    stands: (running, state) => {
      const name = `${running.id}@${world.contentId(state)}`;
      const before = found.get(name);
      if (before !== undefined) return before;
      const stands = [standOf(running, [])];
      const seen = new Set([running.id]);
      for (const stand of stands) {
        for (const more of further(stand, state)) {
          if (seen.has(more.running.id)) continue;
          seen.add(more.running.id);
          stands.push(more);
        }
      }
      found.set(name, stands);
      return stands;
    },
    wrote: (running, known) => received(running, 0, 1, known),
  };
};

export const isWrite = ({ operation }: StoreRequest): boolean =>
  operation === 'PutSymlink' || operation === 'DeleteObject' || operation === 'PutObject';

const replay = (protocol: Protocol<Outcome>, answered: readonly (readonly StoreResponse[])[]): Next => {
  try {
    let step = protocol.next();
    for (const round of answered) {
      if (step.done) throw new TypeError('a handler was answered after its end');
      step = protocol.next(round);
    }
    if (step.done) return 'done';
    if (step.value.length > 1 && step.value.some(isWrite)) throw new TypeError('a write shares its round');
    return step.value;
  } catch (error) {
    if (error instanceof AutoaliasError && error.code === 'alias-unsettled') return 'gave up';
    throw error;
  }
};
