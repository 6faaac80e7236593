import { test } from 'vitest';
import { StoreError } from '../../src/stores/store-error.ts';
import type { StoreRequest } from '../../src/stores/store-request.ts';
import type { ResponseTo } from '../../src/stores/store-response.ts';
import type { OpenStore, VersioningStatus } from './store-suite.ts';

/** Helpers for the cases of the suite: any request, and the writes that most cases start with. */
export interface Bench {
  readonly send: <R extends StoreRequest>(request: R) => Promise<ResponseTo<R>>;
  /** Resolves with the version id. */
  readonly put: (key: string, text?: string) => Promise<string | undefined>;
  readonly link: (key: string, target: string, tags?: Readonly<Record<string, string>>) => Promise<string | undefined>;
  readonly remove: (key: string, versionId?: string) => Promise<ResponseTo<{ operation: 'DeleteObject'; key: string }>>;
  /** The StoreError that a request fails with. */
  readonly refusal: (request: StoreRequest) => Promise<StoreError>;
}

export type DefineCase = (title: string, work: (bench: Bench) => Promise<void>) => void;

/** Runs each case with its own empty bucket. */
export function casesOn(versioning: VersioningStatus, open: OpenStore): DefineCase {
  return (title, work) => {
    test(title, async () => {
      const { store, close } = await open(versioning);
      try {
        await work(benchOf((request) => store.send(request)));
      } finally {
        await close();
      }
    });
  };
}

function benchOf(send: Bench['send']): Bench {
  return {
    send,
    put: async (key, text = `body of ${key}`) => {
      const written = await send({ operation: 'PutObject', key, body: bytesOf(text) });
      if (!written.written) throw new Error(`${key} was not written`);
      return written.versionId;
    },
    link: async (key, target, tags) => {
      const written = await send({ operation: 'PutSymlink', key, target, ...(tags !== undefined && { tags }) });
      if (!written.written) throw new Error(`${key} was not written`);
      return written.versionId;
    },
    remove: (key, versionId) => send({ operation: 'DeleteObject', key, ...(versionId !== undefined && { versionId }) }),
    refusal: async (request) => {
      const outcome = await send(request).then(
        (value) => new Error(`answered ${JSON.stringify(value)}`),
        (error: unknown) => error,
      );
      if (outcome instanceof StoreError) return outcome;
      throw outcome;
    },
  };
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
