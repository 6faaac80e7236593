import { setTimeout } from 'node:timers/promises';
import type { StoreRequest } from '../store-request.ts';
import type { ResponseTo } from '../store-response.ts';
import type { HttpResponse } from './http-message.ts';
import { openSender, type SenderOptions } from './open-sender.ts';
import { ATTEMPTS, mayRetry, retryDelay } from './retry.ts';
import { unanswered } from './store-failure.ts';
import type { StoreProtocol } from './store-protocol.ts';

export interface HttpStoreOptions extends SenderOptions {
  readonly bucket: string;
  /** Maximum attempts per request. Default 3. */
  readonly attempts?: number;
  /** Called with the final raw answer to each request, before it is read. */
  readonly answered?: (response: HttpResponse) => void;
  readonly sleep?: (ms: number) => Promise<unknown>;
  /** A number from 0 up to but not including 1, like Math.random. */
  readonly random?: () => number;
}

/** Sends store requests by one protocol, each until it has a final answer. */
export interface HttpStore {
  readonly send: <R extends StoreRequest>(request: R) => Promise<ResponseTo<R>>;
  readonly close: () => Promise<void>;
}

/** Each attempt has a new signature. If the store refuses it because the local clock is wrong, the next one has its time. */
export function openHttpStore(protocol: StoreProtocol, options: HttpStoreOptions): HttpStore {
  const { bucket, attempts: most = ATTEMPTS, answered, sleep = setTimeout, random = Math.random } = options;
  const sender = openSender(protocol, options);
  const send = async <R extends StoreRequest>(request: R): Promise<ResponseTo<R>> => {
    const described = protocol.describe(request);
    for (let attempts = 1; ; attempts++) {
      const outcome = await sender.send(described);
      if (outcome.failure !== undefined && attempts < most && mayRetry(outcome.failure)) {
        await sleep(retryDelay(attempts + 1, outcome.failure, random));
      } else if (outcome.response !== undefined) {
        answered?.(outcome.response);
        return protocol.read(request, outcome.response, { bucket, attempts });
      } else {
        throw unanswered(
          request,
          { bucket, attempts },
          `no answer from ${sender.origin}: ${outcome.why}`,
          outcome.cause,
        );
      }
    }
  };
  return { send, close: sender.close };
}
