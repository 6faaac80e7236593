import { defined } from '../../../defined.ts';
import { sentHeaders } from '../../../oss-wire/header-list.ts';
import type { AddressOptions } from '../../http/address.ts';
import { checkBucketName, checkRegion, invalidName } from '../../http/check-names.ts';
import type { HttpResponse } from '../../http/http-message.ts';
import { type HttpStoreOptions, openHttpStore } from '../../http/http-store.ts';
import type { Authorize, FailureHints, StoreProtocol } from '../../http/store-protocol.ts';
import type { Store } from '../../store.ts';
import { OSS_CAPABILITIES } from '../../store-capabilities.ts';
import { address } from '../request/address.ts';
import { authorizeV4, rememberSigningMoment } from '../request/authorize-v4.ts';
import { describeRequest } from '../request/describe-request.ts';
import { readError } from '../response/read-error.ts';
import { readResponse } from '../response/read-response.ts';

export interface OssStoreOptions extends AddressOptions, HttpStoreOptions {
  /** `oss-cloudbox` for a Cloud Box. Default `oss`. */
  readonly product?: string;
  /** Signs a request. Default: version 4, in headers. */
  readonly authorize?: Authorize;
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
  const { send, close } = openHttpStore(ossProtocol(options), options);
  return { bucket: options.bucket, capabilities: OSS_CAPABILITIES, send, close };
}

/** How requests to OSS are described, signed and read. */
export function ossProtocol(options: AddressOptions & Pick<OssStoreOptions, 'product' | 'authorize'>): StoreProtocol {
  return {
    address: address(options),
    describe: describeRequest,
    sign: signing(options),
    read: readResponse,
    classify,
  };
}

function signing({
  authorize,
  region,
  product = 'oss',
}: Pick<OssStoreOptions, 'authorize' | 'region' | 'product'>): StoreProtocol['sign'] {
  if (authorize !== undefined) return (request, how) => sentHeaders(authorize(request, how));
  const moment = rememberSigningMoment();
  return (request, { credentials, now }) => authorizeV4(request, { credentials, now, region, product, moment }).headers;
}

function classify(response: HttpResponse): FailureHints {
  // Only 403 needs its code. Most are final, but a request with a wrong clock can be signed again.
  const code = response.status === 403 ? readError(response).code : undefined;
  const asked = Number(response.header('x-oss-qos-delay-time'));
  return { ...defined({ code }), ...(asked > 0 ? { askedDelay: asked } : {}) };
}

/**
 * Throws `config-invalid` for names that cannot be in a host name or a signature. A region is signed without the `oss-`
 * that its endpoint has.
 */
export function checkNames({ bucket, region }: { readonly bucket: string; readonly region: string }): void {
  checkBucketName(bucket);
  if (/^oss-/.test(region)) {
    throw invalidName(`region ${JSON.stringify(region)}`, `write ${region.slice('oss-'.length)}`);
  }
  checkRegion(region, 'cn-hangzhou');
}
