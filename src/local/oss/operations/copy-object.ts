import type { OnObject } from '../../../bucket/bucket-engine.ts';
import { percentDecode } from '../../../oss-wire/percent-encoding.ts';
import { writeXml } from '../../../oss-wire/write-xml.ts';
import { checkWritable } from '../../server/access/check-writable.ts';
import { readableBy } from '../../server/access/readable-by.ts';
import { isoTime } from '../../server/answer/times.ts';
import type { ConditionState } from '../../server/request/conditions.ts';
import type { StoreCall, StoreOperation } from '../../server/store-call.ts';
import { quoted, versionHeader } from '../answer/object-headers.ts';
import { WireFault } from '../answer/wire-fault.ts';
import { preconditions } from '../request/preconditions.ts';
import { readWriteOptions } from '../request/read-write-options.ts';

/** CopyObject. A link is copied as a link. No bytes are copied: the copy refers to the same blob. */
export const copyObject: StoreOperation = async (call, { engine, commit }) => {
  const { bucket, key, headers } = call;
  const source = readSource(headers['x-oss-copy-source'] ?? '');
  const authorize = (): void => {
    checkWritable(call, engine);
    if (!call.signed) readableBy({ ...call, ...source }, engine, () => ({ acls: [engine.getObjectAcl(source).acl] }));
  };
  authorize();
  const args = {
    ...readWriteOptions(call),
    ...directive('metadataDirective', headers['x-oss-metadata-directive']),
    ...directive('taggingDirective', headers['x-oss-tagging-directive']),
  };
  const check = (state: ConditionState) => checkSource(call, state);
  const copied = await commit(() => {
    authorize();
    return engine.copyObject({ bucket, key, source, check, ...args });
  });
  return {
    status: 200,
    headers: {
      etag: quoted(copied.etag),
      'x-oss-hash-crc64ecma': copied.crc64,
      'x-oss-copy-source-version-id': copied.sourceVersionId,
      ...versionHeader(copied.versionId),
    },
    body: writeXml('CopyObjectResult', [
      ['LastModified', isoTime(copied.lastModified)],
      ['ETag', quoted(copied.etag)],
    ]),
  };
};

function directive<Name extends string>(name: Name, value: string | undefined): { readonly [N in Name]?: string } {
  const given: { [N in Name]?: string } = {};
  if (value !== undefined) given[name] = value;
  return given;
}

/** Parses `/<bucket>/<encoded key>`, with `?versionId=` for a version. Some SDKs omit the first slash. */
function readSource(header: string): OnObject {
  const [, bucket = '', encodedKey = '', encodedVersion] =
    /^\/?([^/]+)\/([^?]+)(?:\?versionId=(.+))?$/.exec(header) ?? [];
  try {
    const named = { bucket: percentDecode(bucket), key: percentDecode(encodedKey) };
    if (named.key !== '') {
      return encodedVersion === undefined ? named : { ...named, versionId: percentDecode(encodedVersion) };
    }
  } catch (cause) {
    throw badSource(header, cause);
  }
  throw badSource(header);
}

function badSource(header: string, cause?: unknown): WireFault {
  return new WireFault('InvalidArgument', {
    message:
      'Copy Source must mention the source bucket and key: /<bucket>/<URL-encoded key>, or with ?versionId=<id>.',
    elements: [
      ['ArgumentName', 'x-oss-copy-source'],
      ['ArgumentValue', header],
    ],
    cause,
  });
}

/** `x-oss-copy-source-if-*` are conditions on the source. There are none on the destination (CopyObject page). */
function checkSource({ headers }: StoreCall, state: ConditionState): void {
  const decided = preconditions(
    {
      'if-match': headers['x-oss-copy-source-if-match'],
      'if-none-match': headers['x-oss-copy-source-if-none-match'],
      'if-modified-since': headers['x-oss-copy-source-if-modified-since'],
      'if-unmodified-since': headers['x-oss-copy-source-if-unmodified-since'],
    },
    state,
  );
  if (decided.outcome === 'not-modified') throw new WireFault('NotModified');
  if (decided.outcome === 'failed') {
    // The HTTP name of the condition, as the tests of ali-oss expect.
    throw new WireFault('PreconditionFailed', { elements: [['Condition', decided.condition]] });
  }
}
