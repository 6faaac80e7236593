import { defined } from '../../../defined.ts';
import type { ObjectAcl } from '../../../stores/object-attributes.ts';
import { type ContentHeaders, contentHeaderNames } from '../../../stores/object-attributes.ts';
import type { PutSymlink } from '../../../stores/store-request.ts';
import type { CliIo } from '../../cli-io.ts';
import type { CommandResult } from '../../command-result.ts';
import { askLink, type LinkFlags, type LinkStyle, linkCloud } from '../../ossutil/ask-link.ts';
import { type LinkCloud, linkStorageClass } from '../../ossutil/link-cloud.ts';
import { parseMetadata } from '../../ossutil/parse-metadata.ts';
import { parseTagging } from '../../ossutil/parse-tagging.ts';
import { showAnswer, showDryRun } from '../../ossutil/show-answer.ts';

/** The command line has checked the values of a fixed set. */
export interface PutSymlinkFlags extends LinkFlags, ContentHeaders {
  readonly symlinkTarget: string;
  readonly targetBucket?: string;
  readonly objectAcl?: ObjectAcl;
  readonly acl?: ObjectAcl;
  readonly forbidOverwrite?: 'true' | 'false';
  readonly storageClass?: string;
  readonly tagging?: string;
  readonly meta?: readonly string[];
  readonly metadata?: readonly string[];
}

/** Writes a symlink. The target may be missing, because the store resolves it when the symlink is read. */
export async function putSymlink(flags: PutSymlinkFlags, io: CliIo, style: LinkStyle): Promise<CommandResult> {
  const cloud = linkCloud(flags, io.env);
  const request = requestOf(flags, cloud);
  if (flags.dryRun === true) return showDryRun(request, cloud.describe(request, io.env));
  const { answer, response, bucket, showing, refusal } = await askLink(flags, io, request, style);
  if (!answer.written) throw refusal('FileAlreadyExists', 409, 'the key exists, and --forbid-overwrite is true');
  const { key, target, targetBucket } = request;
  const { versionId, etag } = answer;
  if (request.forbidOverwrite === true && versionId !== undefined) {
    io.err('autoalias: --forbid-overwrite has no effect in a bucket with versioning: the symlink was written\n');
  }
  const requestId = response.headers[cloud.requestId];
  const rows = Object.entries({
    link: key,
    target,
    'target bucket': targetBucket,
    'version id': versionId,
    ETag: etag,
    'request id': requestId,
  });
  const json = {
    bucket,
    key,
    target,
    targetBucket,
    versionId,
    etag,
    status: response.status,
    requestId,
    responseHeaders: response.headers,
  };
  const answered = {
    response,
    json,
    rows: rows.flatMap(([name, value]) => (value ? [[name, value] as const] : [])),
    least: '',
  };
  const shown = showAnswer(answered, showing);
  // ossutil prints the body of this response, which is empty.
  return showing.format === 'raw' ? { ...shown, lines: [] } : shown;
}

function requestOf(flags: PutSymlinkFlags, cloud: LinkCloud): PutSymlink {
  const { objectAcl, acl = objectAcl, forbidOverwrite, storageClass, tagging, meta = [], metadata = [] } = flags;
  const headers = headersOf(flags);
  return {
    operation: 'PutSymlink',
    key: flags.key,
    target: flags.symlinkTarget,
    ...defined({ targetBucket: flags.targetBucket }),
    ...defined({ headers }),
    metadata: parseMetadata([...meta, ...metadata]),
    ...(tagging === undefined ? {} : { tags: parseTagging(tagging) }),
    ...defined({ acl, storageClass: storageClass === undefined ? undefined : linkStorageClass(storageClass, cloud) }),
    ...(forbidOverwrite === undefined ? {} : { forbidOverwrite: forbidOverwrite === 'true' }),
  };
}

function headersOf(flags: ContentHeaders): ContentHeaders | undefined {
  const given = Object.keys(contentHeaderNames).flatMap((name) => {
    const value = flags[name as keyof ContentHeaders];
    return value === undefined ? [] : [[name, value] as const];
  });
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
