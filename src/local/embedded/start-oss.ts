import type { BucketEventName } from '../../bucket/bucket-event.ts';
import { OSS_DIALECT } from '../../bucket/dialects/bucket-dialect.ts';
import { createOssServer } from '../oss/server/create-oss-server.ts';
import { functionEvent } from './function-events.ts';
import { type EmbeddedStore, type RequestLog, type StartStoreOptions, startStore } from './start-store.ts';

/** Options of {@link startOss}. Each has a default. */
export interface StartOssOptions extends StartStoreOptions {
  /** Region id without `oss-`. V4 signatures for another region are refused. Default: `cn-hangzhou`. */
  readonly region?: string;
  /**
   * Called after each write is committed, with the event that OSS would send: upload, copy, symlink or removal. An
   * exception does not fail the write; Node reports it as uncaught.
   */
  readonly onChange?: (change: BucketChange) => void;
  /**
   * Called like `onChange`, with the event that a function of Function Compute would receive, one for each write. Pass it to
   * a handler to test it.
   */
  readonly onEvent?: (event: object) => void;
  /**
   * The form of the events of `onEvent`: that of an OSS trigger, of EventBridge, or of a queue that a rule of EventBridge
   * (`smq`) or an event notification of OSS (`smq-notification`) fills. Default: `native`.
   */
  readonly events?: 'native' | 'eventbridge' | 'smq' | 'smq-notification';
}

/** One answered request. */
export type OssRequestLog = RequestLog;

/** One write to a bucket. */
export interface BucketChange {
  readonly bucket: string;
  readonly key: string;
  /** The event name of OSS. */
  readonly event: BucketEventName;
}

/** A running embedded OSS store. Spread it into `createOssStore({ ...oss, bucket })` to send requests to it. */
export type EmbeddedOss = EmbeddedStore;

/**
 * Starts an OSS store in this process, on 127.0.0.1. It speaks the protocol of Alibaba Cloud OSS, including V1 and V4
 * signatures, versioning and symlinks, so SDKs work against it unchanged.
 *
 * @throws AutoaliasError `config-invalid` for an invalid bucket name, or for a port or directory that is in use.
 * @example
 * const oss = await startOss({ buckets: ['releases'] });
 * // … point the code under test at oss.endpoint …
 * await oss.close();
 */
export function startOss(options: StartOssOptions = {}): Promise<EmbeddedOss> {
  const { region = 'cn-hangzhou', onChange, onEvent, events = 'native' } = options;
  return startStore(options, {
    name: 'startOss',
    region,
    dialect: OSS_DIALECT,
    createServer: createOssServer,
    listeners: [
      ({ bucket, key, name }) => onChange?.({ bucket, key, event: name }),
      (event) => onEvent?.(functionEvent(event, events, region)),
    ],
  });
}
