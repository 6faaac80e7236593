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

  /** Takes the next batch of a function that `hasPlace`. Returns undefined if the buffers are empty. */
  take(hasPlace: (functionName: string) => boolean): Batch | undefined {
    for (const [prefix, lane] of this.#lanes) {
      const [first, ...others] = lane.buffer;
      if (first === undefined || !hasPlace(lane.functionName)) continue;
      this.#lanes.delete(prefix);
      this.#lanes.set(prefix, lane);
      const batch: Batch = [first, ...this.#joining(first, others)];
      const taken = new Set<Ready>(batch);
      lane.buffer = others.filter((ready) => !taken.has(ready));
      return batch;
    }
    return undefined;
  }

  #joining({ invocation: first }: Ready, others: readonly Ready[]): readonly Ready[] {
    const { mayMerge } = this.#parts;
    if (first.group === undefined || !mayMerge(first)) return [];
    const joining: Ready[] = [];
    let bytes = Buffer.byteLength(first.payload);
    for (const ready of others) {
      const { group, payload } = ready.invocation;
      if (group !== first.group || !mayMerge(ready.invocation)) continue;
      bytes += Buffer.byteLength(payload);
      if (joining.length + 2 > MERGED_AT_MOST || bytes > MERGED_BYTES) break;
      joining.push(ready);
    }
    return joining;
  }
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
