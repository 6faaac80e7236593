import type { Invocation } from './invocation.ts';
import type { InvocationQueue, Lane, Ready } from './invocation-queue.ts';

/** Ready invocations that are delivered together, in one invocation of the function. */
export type Batch = readonly [Ready, ...Ready[]];

export interface ReadAheadParts {
  readonly queue: Pick<InvocationQueue, 'lanes' | 'ready'>;
  /** Whether an invocation may be delivered together with others of its group. */
  readonly mayMerge: (invocation: Invocation) => boolean;
  /** If present, delivery is in random order. */
  readonly random?: () => number;
}

/** A lane, and its invocations that were read but not taken yet, in order. */
interface OpenLane extends Lane {
  buffer: Ready[];
  /** Last key that was read. Entries up to it are in the buffer, running or settled. */
  lastRead: string;
}

/** Most entries of each lane in memory: enough for two batches. */
const BUFFERED = 200;
export const MERGED_AT_MOST = 100;
/** Longest payload of an asynchronous invocation (Function Compute, "Limits"). */
export const MERGED_BYTES = 128 * 1024;

/**
 * Reads the first entries of every lane ahead from the table. Memory is bounded, however long the lanes are. The lanes of a
 * function take turns, one batch each.
 */
export class ReadAhead {
  readonly #parts: ReadAheadParts;
  /** In the order of their turns. A lane moves to the end when a batch is taken from it. */
  #lanes = new Map<string, OpenLane>();

  constructor(parts: ReadAheadParts) {
    this.#parts = parts;
  }

  /** Reads invocations that became ready. */
  read(): void {
    const { queue, random } = this.#parts;
    const present = new Map(queue.lanes().map((lane) => [lane.prefix, lane]));
    // The buffer of an empty lane is empty too, because entries stay in the table until they are settled.
    for (const prefix of this.#lanes.keys()) if (!present.has(prefix)) this.#lanes.delete(prefix);
    for (const [prefix, lane] of present) {
      const open = this.#lanes.get(prefix) ?? { ...lane, buffer: [], lastRead: '' };
      this.#lanes.set(prefix, open);
      const found = queue.ready(lane, open.lastRead, BUFFERED - open.buffer.length);
      const last = found.at(-1);
      if (last === undefined) continue;
      open.lastRead = last.at;
      open.buffer.push(...found);
      if (random) open.buffer = shuffled(open.buffer, random);
    }
  }

  /**
   * Takes the next batch of a function that `hasPlace`. Returns undefined if the buffers are empty, or contain only batches
   * that still collect events.
   */
  take(hasPlace: (functionName: string) => boolean, now: number): Batch | undefined {
    for (const [prefix, lane] of this.#lanes) {
      const [first, ...others] = lane.buffer;
      if (first === undefined || !hasPlace(lane.functionName)) continue;
      const { joining, isFull } = this.#joining(first, others);
      if (!isFull && closesAt(first.invocation, now) > now) continue;
      this.#lanes.delete(prefix);
      this.#lanes.set(prefix, lane);
      const batch: Batch = [first, ...joining];
      const taken = new Set<Ready>(batch);
      lane.buffer = others.filter((ready) => !taken.has(ready));
      return batch;
    }
    return undefined;
  }

  /** When the next batch that still collects events is delivered, even if it is not full. */
  nextClosing(now: number): number | undefined {
    const times = [...this.#lanes.values()].flatMap(({ buffer: [first] }) =>
      first === undefined ? [] : [closesAt(first.invocation, now)],
    );
    const ahead = times.filter((time) => time > now);
    return ahead.length === 0 ? undefined : Math.min(...ahead);
  }

  #joining({ invocation: first }: Ready, others: readonly Ready[]): Joining {
    const { mayMerge } = this.#parts;
    const joining: Ready[] = [];
    if (first.group === undefined || !mayMerge(first)) return { joining, isFull: true };
    const { events, bytes: mostBytes } = first.batch ?? { events: MERGED_AT_MOST, bytes: MERGED_BYTES };
    let bytes = Buffer.byteLength(first.payload);
    for (const ready of others) {
      if (joining.length + 1 >= events) break;
      const { group, payload } = ready.invocation;
      if (group !== first.group || !mayMerge(ready.invocation)) continue;
      bytes += Buffer.byteLength(payload);
      if (bytes > mostBytes) return { joining, isFull: true };
      joining.push(ready);
    }
    return { joining, isFull: joining.length + 1 >= events };
  }
}

interface Joining {
  readonly joining: readonly Ready[];
  readonly isFull: boolean;
}

/** When a batch is delivered that is not full. A batch that is delivered again does not collect further events. */
function closesAt({ batch, acceptedAt, functionErrors, systemErrors }: Invocation, now: number): number {
  // A time in the future comes from a clock that was set back since.
  if (batch === undefined || functionErrors + systemErrors > 0 || acceptedAt > now) return now;
  return acceptedAt + batch.seconds * 1000;
}

/** Shuffles the items. `random` returns numbers from 0 up to but not including 1. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const held = out[i] as T;
    out[i] = out[j] as T;
    out[j] = held;
  }
  return out;
}
