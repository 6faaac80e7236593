import { authorizeBce } from '../../../bce-wire/authorize-bce.ts';
import { sentHeaders } from '../../../oss-wire/header-list.ts';
import type { AddressOptions } from '../../http/address.ts';
import { checkBucketName, checkRegion } from '../../http/check-names.ts';
import type { HttpResponse } from '../../http/http-message.ts';
import { type HttpStoreOptions, openHttpStore } from '../../http/http-store.ts';
import { clockOffset } from '../../http/open-sender.ts';
import { SKEWED_CLOCK } from '../../http/retry.ts';
import type { FailureHints, StoreProtocol } from '../../http/store-protocol.ts';
import type { Store } from '../../store.ts';
import type { HeadObject, StoreRequest } from '../../store-request.ts';
import type { ResponseTo } from '../../store-response.ts';
import { type BosChoices, bosCapabilities, bosChoices } from '../bos-choices.ts';
import { bosAddress } from '../request/address.ts';
import { describeBosRequest } from '../request/describe-request.ts';
import { readBosError } from '../response/read-error.ts';
import { readBosResponse } from '../response/read-response.ts';
import { headOrLink } from './tell-dangling.ts';

export interface BosStoreOptions extends Omit<AddressOptions, 'internal'>, HttpStoreOptions {
  /** Answers to open questions about BOS. Default: those of BOS_CHOICES. The capabilities of the store follow them. */
  readonly choices?: Partial<BosChoices>;
}

/**
 * Opens a bucket of Baidu BOS, or of a store with the same protocol. Attempts, signatures and the clock are as in
 * createOssStore.
 *
 * If a request with `forbidOverwrite` is retried, the answer can be `written: false` because its first attempt created
 * the key. Read the key to find out.
 *
 * Throws AutoaliasError `config-invalid` for options that cannot work.
 */
export function createBosStore(options: BosStoreOptions): Store {
  checkBucketName(options.bucket);
  checkRegion(options.region, 'bj');
  const { bucket } = options;
  const choices = bosChoices(options.choices);
  const http = openHttpStore(bosProtocol(options, choices), options);
  const send = async <R extends StoreRequest>(request: R): Promise<ResponseTo<R>> => {
    if (request.operation !== 'HeadObject' || !asksForLink(request, choices)) return http.send(request);
    // The operation of the request decides the type of the answer.
    return (await headOrLink(http, request, bucket)) as ResponseTo<R>;
  };
  return { bucket, capabilities: bosCapabilities(choices), send, close: http.close };
}

/** Whether an answer without a body is followed by GetSymlink, which may not be able to read a version. */
function asksForLink({ versionId }: HeadObject, { danglingHead, linkVersions }: BosChoices): boolean {
  return danglingHead === 'ask-symlink' && (versionId === undefined || linkVersions === 'used');
}

function bosProtocol(options: BosStoreOptions, choices: BosChoices): StoreProtocol {
  return {
    address: bosAddress(options, choices),
    describe: (request) => describeBosRequest(request, choices),
    sign,
    read: (request, response, sent) => readBosResponse(request, response, sent, choices),
    classify,
  };
}

const sign: StoreProtocol['sign'] = ({ method, query, headers }, { credentials, now, host, path }) =>
  sentHeaders(authorizeBce({ method, path, query, headers: { ...headers, host } }, { credentials, now }));

/** Milliseconds. A time that differs by less is not the reason for a refusal. */
const MOST_DIFFERENCE = 60_000;

/**
 * As in bce-sdk-js, a request with a wrong time is signed again with the time of the answer. The answer to HEAD does not say
 * that the time was wrong, so there the difference decides. Source: bce-sdk-js, src/bce_base_client.js, src/bos_client.js.
 */
function classify(response: HttpResponse, now: number): FailureHints {
  if (response.status !== 403) return {};
  const { code } = readBosError(response);
  if (code !== undefined) return { code };
  const offset = clockOffset(response.header('date'), now) ?? 0;
  return Math.abs(offset) > MOST_DIFFERENCE ? { code: SKEWED_CLOCK } : {};
}
