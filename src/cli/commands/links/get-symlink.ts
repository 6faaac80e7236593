import { defined } from '../../../defined.ts';
import type { HttpResponse } from '../../../stores/http/http-message.ts';
import { contentHeaderNames } from '../../../stores/object-attributes.ts';
import type { GetSymlink } from '../../../stores/store-request.ts';
import type { SymlinkFound } from '../../../stores/store-response.ts';
import type { CliIo } from '../../cli-io.ts';
import type { CommandResult } from '../../command-result.ts';
import { askLink, type LinkFlags, type LinkStyle, linkCloud } from '../../ossutil/ask-link.ts';
import type { LinkCloud } from '../../ossutil/link-cloud.ts';
import { showAnswer, showDryRun } from '../../ossutil/show-answer.ts';

export interface GetSymlinkFlags extends LinkFlags {
  readonly versionId?: string;
}

/**
 * Shows the target of a symlink and its other properties: those that the vendor's sample prints (GetSymlinkResult of
 * the Go SDK V2: version id, target, ETag, metadata, status, headers).
 */
export async function getSymlink(flags: GetSymlinkFlags, io: CliIo, style: LinkStyle): Promise<CommandResult> {
  const { key, versionId } = flags;
  const request: GetSymlink = { operation: 'GetSymlink', key, ...defined({ versionId }) };
  const cloud = linkCloud(flags, io.env);
  if (flags.dryRun === true) return showDryRun(request, cloud.describe(request, io.env));
  const { answer, response, bucket, showing, refusal } = await askLink(flags, io, request, style);
  if (answer.found === 'object') throw refusal('NotSymlink', 400, 'it is an object, not a symlink');
  if (answer.found === 'none') {
    const why = answer.deleteMarker ? deletedBy(answer.versionId) : 'it does not exist';
    throw refusal(versionId === undefined ? 'NoSuchKey' : 'NoSuchVersion', 404, why);
  }
  const { status, headers } = response;
  const json = {
    bucket,
    key,
    ...inWords(answer),
    status,
    requestId: headers[cloud.requestId],
    responseHeaders: headers,
  };
  return showAnswer({ response, json, rows: rowsOf(answer, response, cloud), least: answer.target }, showing);
}

function deletedBy(marker: string | undefined): string {
  return marker === undefined ? 'it was deleted' : `it was deleted; its delete marker is version ${marker}`;
}

function inWords({ found: _, lastModified, ...link }: SymlinkFound) {
  return {
    ...link,
    ...(lastModified === undefined ? {} : { lastModified: new Date(lastModified).toISOString() }),
  };
}

function rowsOf(
  link: SymlinkFound,
  { headers }: HttpResponse,
  { requestId, metaPrefix }: LinkCloud,
): readonly (readonly [string, string])[] {
  return [
    ['target', link.target],
    ...row('target bucket', link.targetBucket),
    ...row('version id', link.versionId),
    ...row('ETag', link.etag),
    ...row('last modified', link.lastModified === undefined ? undefined : new Date(link.lastModified).toISOString()),
    ...row('request id', headers[requestId]),
    ...Object.entries(contentHeaderNames).flatMap(([field, name]) => row(name, link.headers[fieldName(field)])),
    ...Object.entries(link.metadata).map(([name, value]) => [`${metaPrefix}${name}`, value] as const),
  ];
}

function row(name: string, value: string | undefined): readonly (readonly [string, string])[] {
  return value === undefined ? [] : [[name, value]];
}

function fieldName(field: string) {
  return field as keyof typeof contentHeaderNames;
}
