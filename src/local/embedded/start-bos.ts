import type { BucketEventName } from '../../bucket/bucket-event.ts';
import { BOS_DIALECT } from '../../bucket/dialects/bos-dialect.ts';
import { BOS_NAMESPACE } from '../../bucket/records/table-namespace.ts';
import { createBosServer } from '../bos/server/create-bos-server.ts';
import { bosFunctionEvent } from './bos-function-event.ts';
import { type EmbeddedStore, type RequestLog, type StartStoreOptions, startStore } from './start-store.ts';

/** Options of {@link startBos}. Each has a default. */
export interface StartBosOptions extends StartStoreOptions {
  /** `bj`, `gz`, `su`, … BOS does not sign it. Default: `bj`. */
  readonly region?: string;
  /**
   * Called after each write is committed that raises an event of BOS: upload, copy or removal. No page names an event of
   * PutSymlink, so a symlink raises none. An exception does not fail the write; Node reports it as uncaught.
   */
  readonly onChange?: (change: BosChange) => void;
  /**
   * Called like `onChange`, with the event that a function of CFC would receive, one for each write. BOS adds credentials to
   * it, and the store does not. Pass it to a handler to test it.
   */
  readonly onEvent?: (event: object) => void;
}

/** One answered request. */
export type BosRequestLog = RequestLog;

/** A running embedded BOS store. Spread it into `createBosStore({ ...bos, bucket })` to send requests to it. */
export type EmbeddedBos = EmbeddedStore;

/** One write to a bucket of BOS. */
export interface BosChange {
  readonly bucket: string;
  readonly key: string;
  /** The event name of BOS. */
  readonly event: 'PutObject' | 'CopyObject' | 'DeleteObject';
}

const EVENTS: Readonly<Record<BucketEventName, BosChange['event'] | undefined>> = {
  'ObjectCreated:PutObject': 'PutObject',
  'ObjectCreated:CopyObject': 'CopyObject',
  'ObjectCreated:PutSymlink': undefined,
  'ObjectRemoved:DeleteObject': 'DeleteObject',
  'ObjectRemoved:DeleteObjects': 'DeleteObject',
};

/**
 * Starts a BOS store in this process, on 127.0.0.1. It speaks the protocol of Baidu BOS, including bce-auth-v1 signatures,
 * versioning and symlinks into other buckets, so SDKs work against it unchanged. Nothing in it was compared with the live
 * service: what no source answers has a documented default.
 *
 * @throws AutoaliasError `config-invalid` for an invalid bucket name, or for a port or directory that is in use.
 * @example
 * const bos = await startBos({ buckets: ['releases'] });
 * // … point the code under test at bos.endpoint …
 * await bos.close();
 */
export function startBos(options: StartBosOptions = {}): Promise<EmbeddedBos> {
  const { region = 'bj', onChange, onEvent } = options;
  return startStore(options, {
    name: 'startBos',
    region,
    dialect: BOS_DIALECT,
    namespace: BOS_NAMESPACE,
    createServer: createBosServer,
    listeners: [
      ({ bucket, key, name }) => {
        const event = EVENTS[name];
        if (event !== undefined) onChange?.({ bucket, key, event });
      },
      (event) => {
        if (EVENTS[event.name] !== undefined) onEvent?.(bosFunctionEvent(event, region));
      },
    ],
  });
}
