import { defined } from '../../defined.ts';
import type { HttpResponse } from '../../stores/http/http-message.ts';
import { ATTEMPTS } from '../../stores/http/retry.ts';
import { StoreError } from '../../stores/store-error.ts';
import type { GetSymlink, PutSymlink } from '../../stores/store-request.ts';
import type { ResponseTo } from '../../stores/store-response.ts';
import type { CliIo } from '../cli-io.ts';
import { openLinkStore } from './open-link-store.ts';
import { refuseUnsupported } from './ossutil-options.ts';
import { type ResolvedSettings, resolveSettings } from './resolve-settings.ts';
import type { AnswerFormat, OutputFormat } from './show-answer.ts';

/** The flags of both commands. */
export interface LinkFlags {
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

/** Sends one request to the bucket that flags, environment and ossutil's configuration file name. */
export async function askLink<R extends GetSymlink | PutSymlink>(
  flags: LinkFlags,
  { env }: CliIo,
  request: R,
  style: LinkStyle,
): Promise<LinkAnswer<R>> {
  refuseUnsupported({ ...flags });
  const settings = resolveSettings({ ...flags }, env);
  let response: HttpResponse | undefined;
  const store = openLinkStore(settings, env, {
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
    const requestId = response.headers['x-oss-request-id'];
    const details = { operation: request.operation, bucket: store.bucket, key: request.key };
    return {
      answer,
      response,
      bucket: store.bucket,
      showing: showingOf(flags, settings, style),
      refusal: (storeCode, status, why) =>
        new StoreError(
          `${request.operation} of ${request.key} in bucket ${store.bucket}: ${why}: OSS answered ${status} ${storeCode}${requestId === undefined ? '' : `, request id ${requestId}`}`,
          { ...details, status, storeCode, ...defined({ requestId }) },
        ),
    };
  } finally {
    await store.close();
  }
}

function showingOf(flags: LinkFlags, { outputformat }: ResolvedSettings, style: LinkStyle): AnswerFormat {
  const format: OutputFormat | undefined = outputformat ?? (style === 'ossutil' ? 'raw' : undefined);
  return {
    ...defined({ format }),
    quiet: flags.quiet === true,
  };
}
