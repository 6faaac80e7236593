import type { OnObject } from '../../../bucket/bucket-engine.ts';
import { defined } from '../../../defined.ts';
import { percentDecode } from '../../../oss-wire/percent-encoding.ts';
import { checkWritable } from '../../server/access/check-writable.ts';
import { readableBy } from '../../server/access/readable-by.ts';
import type { ConditionState } from '../../server/request/conditions.ts';
import type { StoreCall, StoreOperation } from '../../server/store-call.ts';
import { BosFault, invalidArgument } from '../answer/bos-fault.ts';
import { bareEtag, documentTime, versionHeader } from '../answer/object-headers.ts';
import { evaluateConditions } from '../request/conditions.ts';
import { readWriteOptions } from '../request/read-write-options.ts';

/**
 * CopyObject. No bytes are copied: the copy refers to the same blob. A link is copied as a link, as on OSS; no page of BOS
 * mentions it.
 */
export const copyObject: StoreOperation = async (call, { engine, commit }) => {
  const { bucket, key, headers } = call;
  const source = readSource(headers['x-bce-copy-source'] ?? '');
  const authorize = (): void => {
    checkWritable(call, engine);
    if (!call.signed) readableBy({ ...call, ...source }, engine, () => ({ acls: [engine.getObjectAcl(source).acl] }));
  };
  authorize();
  const args = {
    ...readWriteOptions(call),
    ...defined({
      metadataDirective: directive('x-bce-metadata-directive', headers),
      taggingDirective: directive('x-bce-tagging-directive', headers),
    }),
  };
  const check = (state: ConditionState) => checkSource(call, state);
  const copied = await commit(() => {
    authorize();
    return engine.copyObject({ bucket, key, source, check, ...args });
  });
  return {
    status: 200,
    headers: versionHeader(copied.versionId),
    body: JSON.stringify({ lastModified: documentTime(copied.lastModified), eTag: bareEtag(copied.etag) }),
  };
};

function directive(name: string, headers: StoreCall['headers']): string | undefined {
  const text = headers[name];
  if (text === undefined || text === '') return undefined;
  if (/^(?:copy|replace)$/i.test(text)) return text;
  throw invalidArgument(`${name} must be copy or replace.`);
}

/**
 * Parses `/<bucket>/<encoded key>`, with `?versionId=` for a version. bce-sdk-go also encodes the question mark and the
 * equals sign.
 */
function readSource(header: string): OnObject {
  const mark = versionMark.exec(header);
  const path = (mark === null ? header : header.slice(0, mark.index)).replace(/^\//, '');
  const slash = path.indexOf('/');
  if (slash <= 0 || slash === path.length - 1) throw badSource();
  try {
    const named = { bucket: percentDecode(path.slice(0, slash)), key: percentDecode(path.slice(slash + 1)) };
    if (mark === null) return named;
    return { ...named, versionId: percentDecode(header.slice(mark.index + mark[0].length)) };
  } catch (cause) {
    throw badSource(cause);
  }
}

const versionMark = /(?:\?|%3F)versionId(?:=|%3D)/i;

function badSource(cause?: unknown): BosFault {
  return invalidArgument(
    'x-bce-copy-source must name bucket and key: /<bucket>/<URL-encoded key>, or with ?versionId=<id>.',
    cause,
  );
}

/** `x-bce-copy-source-if-*` are conditions on the source. */
function checkSource({ headers }: StoreCall, state: ConditionState): void {
  const { outcome } = evaluateConditions(
    {
      'if-match': headers['x-bce-copy-source-if-match'],
      'if-none-match': headers['x-bce-copy-source-if-none-match'],
      'if-modified-since': headers['x-bce-copy-source-if-modified-since'],
      'if-unmodified-since': headers['x-bce-copy-source-if-unmodified-since'],
    },
    state,
  );
  // A copy is a write, for which each condition that does not hold is 412.
  if (outcome !== 'proceed') throw new BosFault('PreconditionFailed');
}
