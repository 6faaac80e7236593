import { setTimeout } from 'node:timers/promises';
import { AutoaliasError } from '../../../autoalias-error.ts';
import { isBucketName } from '../../../bucket-name.ts';
import type { Store } from '../../store.ts';
import { OSS_CAPABILITIES } from '../../store-capabilities.ts';
import type { StoreRequest } from '../../store-request.ts';
import type { ResponseTo } from '../../store-response.ts';
import { describeRequest } from '../request/describe-request.ts';
import type { OssResponse } from '../request/oss-message.ts';
import { readResponse } from '../response/read-response.ts';
import { unanswered } from '../response/store-failure.ts';
import { type OssSender, type OssSenderOptions, openSender } from './open-sender.ts';
import { ATTEMPTS, mayRetry, retryDelay } from './retry.ts';

export interface OssStoreOptions extends OssSenderOptions {
  /** Maximum attempts per request. Default 3. */
  readonly attempts?: number;
  /** Called with the final raw answer to each request, before it is read. */
  readonly answered?: (response: OssResponse) => void;
  readonly sleep?: (ms: number) => Promise<unknown>;
  /** A number from 0 up to but not including 1, like Math.random. */
  readonly random?: () => number;
}

/**
 * Opens a bucket of Alibaba Cloud OSS, or of a store with the same protocol. By default, a request has three attempts
 * if its failures may be temporary. Each attempt has a new signature. If OSS refuses a request because the local clock
 * is wrong, the client corrects the time from the answer.
 *
 * If a request with `forbidOverwrite` is retried, the answer can be `written: false` because its first attempt created
 * the key. Read the key to find out.
 *
 * Throws AutoaliasError `config-invalid` for options that cannot work.
 */
export function createOssStore(options: OssStoreOptions): Store {
  checkNames(options);
  const sender = openSender(options);
  return {
    bucket: options.bucket,
    capabilities: OSS_CAPABILITIES,
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

/**
 * Throws `config-invalid` for names that cannot be in a host name or a signature. A region is signed without the `oss-`
 * that its endpoint has.
 */
export function checkNames({ bucket, region }: { readonly bucket: string; readonly region: string }): void {
  if (!isBucketName(bucket)) {
    throw invalid(
      `bucket ${JSON.stringify(bucket)}`,
      'write 3 to 63 lower-case letters, digits and hyphens, no hyphen at either end',
    );
  }
  if (/^oss-/.test(region)) throw invalid(`region ${JSON.stringify(region)}`, `write ${region.slice('oss-'.length)}`);
  if (!/^[a-z0-9-]+$/.test(region)) {
    throw invalid(`region ${JSON.stringify(region)}`, 'write an id such as cn-hangzhou');
  }
}

function invalid(what: string, instead: string): AutoaliasError {
  return new AutoaliasError('config-invalid', `${what} is not valid; ${instead}`);
}
