import { setTimeout } from 'node:timers/promises';
import type { Store } from '../store.ts';
import type { StoreRequest } from '../store-request.ts';
import type { ResponseTo } from '../store-response.ts';
import { checkNames } from './check-names.ts';
import { describeRequest } from './describe-request.ts';
import { type OssSender, type OssSenderOptions, openSender } from './open-sender.ts';
import type { OssResponse } from './oss-response.ts';
import { readResponse } from './read-response.ts';
import { ATTEMPTS, mayRetry, retryDelay } from './retry.ts';
import { unanswered } from './store-failure.ts';

export interface OssStoreOptions extends OssSenderOptions {
  /** How many times a request is sent at most. Default 3. */
  readonly attempts?: number;
  /** Told of every answer that a request ends with, as it came and before it is read. */
  readonly answered?: (response: OssResponse) => void;
  readonly sleep?: (ms: number) => Promise<unknown>;
  /** 0 to below 1. */
  readonly random?: () => number;
}

/**
 * A bucket of Alibaba Cloud OSS, or of anything that speaks its protocol. What may be retried is sent up to three times,
 * signed anew each time; a clock that is off is corrected from the answers. A request with `forbidOverwrite` that was
 * sent more than once may answer `written: false` to what its own first sending wrote: read before concluding.
 * Throws AutoaliasError `config-invalid` for options that cannot work.
 */
export function createOssStore(options: OssStoreOptions): Store {
  checkNames(options);
  const sender = openSender(options);
  return {
    bucket: options.bucket,
    send: (request) => sendUntilAnswered(request, sender, options),
    close: sender.close,
  };
}

async function sendUntilAnswered<R extends StoreRequest>(
  request: R,
  sender: OssSender,
  { bucket, attempts: most = ATTEMPTS, answered, sleep = setTimeout, random = Math.random }: OssStoreOptions,
): Promise<ResponseTo<R>> {
  const described = describeRequest(request);
  for (let attempts = 1; ; attempts++) {
    const outcome = await sender.send(described);
    if (outcome.failure !== undefined && attempts < most && mayRetry(outcome.failure)) {
      await sleep(retryDelay(attempts + 1, outcome.failure, random));
    } else if (outcome.response !== undefined) {
      answered?.(outcome.response);
      return readResponse(request, outcome.response, { bucket, attempts });
    } else {
      throw unanswered(request, { bucket, attempts }, `no answer from ${sender.origin}: ${outcome.why}`, outcome.cause);
    }
  }
}
