import { createHost, type Host } from '../../src/handlers/function/host.ts';
import { CFC } from '../../src/handlers/function/platforms/cfc.ts';
import type { Credentials } from '../../src/oss-wire/credentials.ts';
import { createMemoryStore } from '../../src/stores/memory/memory-store.ts';
import type { Store } from '../../src/stores/store.ts';
import { bosRecord } from '../events/bos-record.ts';
import { RULES } from './handler-world.ts';

export const KEYS: Credentials = { accessKeyId: 'own-id', accessKeySecret: 'own-secret' };

export interface CfcWorld {
  readonly host: Host;
  readonly store: Store;
  readonly lines: string[];
  /** The credentials and the region of each request, in their order. */
  readonly signedBy: (readonly [region: string, Credentials])[];
  put(...keys: string[]): Promise<void>;
  target(alias: string): Promise<string | undefined>;
}

export interface CfcWorldOptions {
  readonly variables?: Readonly<Record<string, string>>;
  readonly rules?: string;
  /** Called before each request of the functions. Can throw. */
  readonly before?: () => void;
}

/** The host of functions on CFC, with a bucket in memory. */
export function cfcWorld({ variables = {}, rules = RULES, before = () => {} }: CfcWorldOptions = {}): CfcWorld {
  const store = createMemoryStore({ bucket: 'demo', versioning: 'Enabled', now: Date.now });
  const lines: string[] = [];
  const signedBy: (readonly [string, Credentials])[] = [];
  const host = createHost({
    rules,
    platform: CFC,
    openStore: ({ region, credentials }) => ({
      ...store,
      send: async (request) => {
        before();
        signedBy.push([region, credentials()]);
        return store.send(request);
      },
    }),
    environment: {
      BOS_BUCKET: 'demo',
      BOS_REGION: 'bj',
      BCE_ACCESS_KEY_ID: KEYS.accessKeyId,
      BCE_SECRET_ACCESS_KEY: KEYS.accessKeySecret,
      ...variables,
    },
    write: (line) => lines.push(line),
  });
  return {
    host,
    store,
    lines,
    signedBy,
    put: async (...keys) => {
      for (const key of keys) await store.send({ operation: 'PutObject', key, body: new TextEncoder().encode(key) });
    },
    target: async (alias) => {
      const link = await store.send({ operation: 'GetSymlink', key: alias });
      return link.found === 'symlink' ? link.target : undefined;
    },
  };
}

/** Events of BOS as CFC passes them to a handler: parsed. */
export function bosEvents(...keys: string[]) {
  return { events: keys.map((key) => bosRecord('PutObject', key)) };
}
