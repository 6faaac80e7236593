import { AutoaliasError } from '../../autoalias-error.ts';
import type { Cloud } from '../../cloud.ts';
import { defined } from '../../defined.ts';
import type { HttpResponse } from '../../stores/http/http-message.ts';
import { ATTEMPTS } from '../../stores/http/retry.ts';
import { StoreError } from '../../stores/store-error.ts';
import type { GetSymlink, PutSymlink } from '../../stores/store-request.ts';
import type { ResponseTo } from '../../stores/store-response.ts';
import type { CliIo } from '../cli-io.ts';
import { bucketName, type CloudFlags, cloudOf, readObjectAddress } from '../options/cloud-option.ts';
import { LINK_CLOUDS, type LinkCloud } from './link-cloud.ts';
import { openBosLinkStore, openLinkStore } from './open-link-store.ts';
import { refuseUnsupported } from './ossutil-options.ts';
import { type ResolvedSettings, resolveSettings, settingsOf } from './resolve-settings.ts';
import type { AnswerFormat, OutputFormat } from './show-answer.ts';

/** The flags of both commands. */
export interface LinkFlags extends CloudFlags {
  readonly key: string;
  readonly quiet?: true;
  readonly dryRun?: true;
  readonly requestPayer?: string;
  readonly userAgent?: string;
}

/** `ossutil` for the commands under `api`, which print what ossutil prints. */
export type LinkStyle = 'program' | 'ossutil';

export interface LinkAnswer<R extends GetSymlink | PutSymlink> {
  readonly answer: ResponseTo<R>;
  /** The same, as received. */
  readonly response: HttpResponse;
  readonly bucket: string;
  readonly showing: AnswerFormat;
  /** The error for an answer that the commands report as a failure, worded like one of the store. */
  readonly refusal: (storeCode: string, status: number, why: string) => StoreError;
}

/**
 * The flags with the bucket and the key of an address such as `bos://bucket/key`. Without an address they stay the same.
 *
 * @throws AutoaliasError `usage` if there is a key in both or in neither.
 */
export function withAddress<F extends Omit<LinkFlags, 'key'> & { readonly key?: string }>(
  address: string | undefined,
  flags: F,
): F & LinkFlags {
  const { key, bucket } = flags;
  if (address === undefined) {
    if (key !== undefined) return { ...flags, key };
    throw new AutoaliasError('usage', "required option '--key <key>' not specified");
  }
  if (key === undefined && bucket === undefined) return { ...flags, ...readObjectAddress(address) };
  throw new AutoaliasError('usage', `${address} names bucket and key; leave out --bucket and --key`);
}

/** The cloud that flags and environment name, and what differs there. */
export function linkCloud(flags: CloudFlags, env: CliIo['env']): LinkCloud {
  return LINK_CLOUDS[cloudOf(flags, env)];
}

/** Sends one request to the bucket that flags, environment and, for OSS, ossutil's configuration file name. */
export async function askLink<R extends GetSymlink | PutSymlink>(
  given: LinkFlags,
  { env }: CliIo,
  request: R,
  style: LinkStyle,
): Promise<LinkAnswer<R>> {
  refuseUnsupported({ ...given });
  const cloud = cloudOf(given, env);
  const flags = given.bucket === undefined ? given : { ...given, bucket: bucketName(given.bucket) };
  const settings = cloud === 'baidu' ? settingsOf({ ...flags }) : resolveSettings({ ...flags }, env);
  const { name, requestId: requestIdHeader } = LINK_CLOUDS[cloud];
  let response: HttpResponse | undefined;
  const store = OPEN[cloud](settings, env, {
    ...flags,
    // A second attempt could find the link that the first one wrote, and would report that the key exists.
    attempts: 'forbidOverwrite' in request && request.forbidOverwrite === true ? 1 : ATTEMPTS,
    answered: (came) => {
      response = came;
    },
  });
  try {
    const answer = await store.send(request);
    if (response === undefined) throw new Error('the client returned an answer without its response');
    const requestId = response.headers[requestIdHeader];
    const details = { operation: request.operation, bucket: store.bucket, key: request.key };
    return {
      answer,
      response,
      bucket: store.bucket,
      showing: showingOf(flags, settings, style),
      refusal: (storeCode, status, why) =>
        new StoreError(
          `${request.operation} of ${request.key} in bucket ${store.bucket}: ${why}: ${name} answered ${status} ${storeCode}${requestId === undefined ? '' : `, request id ${requestId}`}`,
          { ...details, status, storeCode, ...defined({ requestId }) },
        ),
    };
  } finally {
    await store.close();
  }
}

const OPEN: Readonly<Record<Cloud, typeof openLinkStore>> = { alibaba: openLinkStore, baidu: openBosLinkStore };

function showingOf(flags: LinkFlags, { outputformat }: ResolvedSettings, style: LinkStyle): AnswerFormat {
  const format: OutputFormat | undefined = outputformat ?? (style === 'ossutil' ? 'raw' : undefined);
  return {
    ...defined({ format }),
    quiet: flags.quiet === true,
  };
}
