import type { OssResponse } from '../../stores/oss/oss-response.ts';
import { ATTEMPTS } from '../../stores/oss/retry.ts';
import { StoreError } from '../../stores/store-error.ts';
import type { GetSymlink, PutSymlink } from '../../stores/store-request.ts';
import type { ResponseTo } from '../../stores/store-response.ts';
import type { CliIo } from '../cli-io.ts';
import { openLinkStore } from './open-link-store.ts';
import { refuseOthers } from './ossutil-options.ts';
import { type ResolvedSettings, resolveSettings } from './resolve-settings.ts';
import type { OutputFormat, Showing } from './show-answer.ts';

/** What both commands have, as the command line gives it. */
export interface LinkFlags {
  readonly key: string;
  readonly outputQuery?: string;
  readonly quiet?: true;
  readonly dryRun?: true;
  readonly requestPayer?: string;
  readonly userAgent?: string;
}

/** `program` in a command of this program's own, `ossutil` in one that stands where ossutil stood. */
export type LinkStyle = 'program' | 'ossutil';

export interface Asked<R extends GetSymlink | PutSymlink> {
  readonly answer: ResponseTo<R>;
  /** The same as it came. */
  readonly response: OssResponse;
  readonly bucket: string;
  readonly showing: Showing;
  /** For an answer that says no: as the store itself would say it. */
  readonly refusal: (storeCode: string, status: number, why: string) => StoreError;
}

/** Sends one request about a link to the bucket that flags, environment and ossutil's configuration name. */
export const askLink = async <R extends GetSymlink | PutSymlink>(
  flags: LinkFlags,
  { env }: CliIo,
  request: R,
  style: LinkStyle,
): Promise<Asked<R>> => {
  refuseOthers({ ...flags });
  const settings = resolveSettings({ ...flags }, env);
  let response: OssResponse | undefined;
  const store = openLinkStore(settings, env, {
    ...flags,
    // Sent again, it could meet what its own first sending wrote, and would tell that the key was taken.
    attempts: 'forbidOverwrite' in request && request.forbidOverwrite === true ? 1 : ATTEMPTS,
    answered: (came) => {
      response = came;
    },
  });
  try {
    const answer = await store.send(request);
    if (response === undefined) throw new Error('an answer that was never seen');
    const requestId = response.headers['x-oss-request-id'];
    const details = { operation: request.operation, bucket: store.bucket, key: request.key };
    return {
      ...{ answer, response, bucket: store.bucket, showing: showingOf(flags, settings, style) },
      refusal: (storeCode, status, why) =>
        new StoreError(
          `${request.operation} of ${request.key} in bucket ${store.bucket}: ${why}: OSS answered ${status} ${storeCode}${requestId === undefined ? '' : `, request id ${requestId}`}`,
          { ...details, status, storeCode, ...(requestId === undefined ? {} : { requestId }) },
        ),
    };
  } finally {
    await store.close();
  }
};

const showingOf = (flags: LinkFlags, { outputformat }: ResolvedSettings, style: LinkStyle): Showing => {
  const format: OutputFormat | undefined = outputformat ?? (style === 'ossutil' ? 'raw' : undefined);
  return {
    ...(format === undefined ? {} : { format }),
    ...(flags.outputQuery === undefined ? {} : { query: flags.outputQuery }),
    quiet: flags.quiet === true,
  };
};
