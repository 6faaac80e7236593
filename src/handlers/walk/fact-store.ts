import { EMPTY_BOOK, type FactBook } from '../../aliases/facts/fact-book.ts';
import { formatFacts, readFacts } from '../../aliases/facts/fact-file.ts';
import { digestOf } from '../../aliases/facts/listed-state.ts';
import { messageOf } from '../../error-text.ts';
import type { Store } from '../../stores/store.ts';
import { StoreError } from '../../stores/store-error.ts';
import type { Log } from '../function/log.ts';

/** What a function instance remembers of the facts of its sweeps. */
export interface FactMemory {
  /** By bucket and key of the state object. */
  readonly books: Map<string, FactBook>;
  /** The buckets whose state objects cannot be used. That is logged once. */
  readonly unusable: Set<string>;
}

/** Where the facts of sweeps are kept. */
export interface FactState {
  /** The keys of state objects begin with it. Ends with a slash. */
  readonly prefix: string;
  readonly memory: FactMemory;
}

export function createFactMemory(): FactMemory {
  return { books: new Map(), unusable: new Set() };
}

/** More than a state object with the most facts has. Bytes. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Reads and writes the facts of one bucket. */
export interface FactStore {
  /** The facts of a listed prefix, from memory if they are there. */
  load(listed: string): Promise<FactBook>;
  save(listed: string, book: FactBook): Promise<void>;
  /** The requests that were sent. */
  readonly requests: number;
}

/**
 * A sweep never fails because of its state: without it, it verifies every alias.
 *
 * @param after the key at which the sweep begins. Each of the sweeps that share a bucket has facts of its own.
 */
export function openFactStore(store: Store, { prefix, memory }: FactState, log: Log, after?: string): FactStore {
  let requests = 0;
  const { bucket } = store;
  const keyOf = (listed: string): string =>
    `${prefix}facts/${digestOf([listed, ...(after === undefined ? [] : [after])])}.json`;
  const nameOf = (listed: string): string => `${bucket} ${keyOf(listed)}`;
  const giveUp = (what: string, error: unknown): void => {
    const isDenied = error instanceof StoreError && error.details.status === 403;
    const why = isDenied
      ? `${what}: access is denied; the sweep checks every alias. Grant oss:GetObject and oss:PutObject below ${prefix}, or set AUTOALIAS_STATE=off`
      : `${what}: ${messageOf(error)}; the sweep checks every alias`;
    if (!memory.unusable.has(bucket)) log({ level: 'warn', bucket, event: 'sweep', action: 'skipped', why });
    if (isDenied) memory.unusable.add(bucket);
  };
  return {
    get requests() {
      return requests;
    },
    async load(listed) {
      const known = memory.books.get(nameOf(listed));
      if (known !== undefined || memory.unusable.has(bucket)) return known ?? EMPTY_BOOK;
      try {
        requests++;
        const found = await store.send({ operation: 'GetObject', key: keyOf(listed), maxBytes: MOST_BYTES });
        return (found.found === 'object' ? readFacts(listed, found.text) : undefined) ?? EMPTY_BOOK;
      } catch (error) {
        // Without an answer, or with a wrong bucket or region, the listing fails too, and its message is enough.
        const status = error instanceof StoreError ? (error.details.status ?? 0) : 500;
        if (status === 403 || status >= 500) giveUp('the facts of the last sweep cannot be read', error);
        return EMPTY_BOOK;
      }
    },
    async save(listed, book) {
      memory.books.set(nameOf(listed), book);
      if (memory.unusable.has(bucket)) return;
      try {
        requests++;
        await store.send({
          operation: 'PutObject',
          key: keyOf(listed),
          body: new TextEncoder().encode(formatFacts(listed, book)),
          headers: { contentType: 'application/json' },
        });
      } catch (error) {
        giveUp('the facts of this sweep cannot be kept', error);
      }
    },
  };
}
