import type { TagPair } from '../../../bucket/records/object-record.ts';
import { readContentHeaders, readMetadata } from '../../../stores/object-attributes.ts';
import { decodeTag, type WriteOptions } from '../../server/request/write-options.ts';
import type { StoreCall } from '../../server/store-call.ts';
import { WireFault } from '../answer/wire-fault.ts';

export function readWriteOptions({ headers, requestId }: StoreCall): WriteOptions {
  return {
    headers: readContentHeaders(headers),
    metadata: readMetadata(headers, 'x-oss-meta-'),
    requestId,
    ...given('tags', headers['x-oss-tagging'], readTags),
    ...given('acl', headers['x-oss-object-acl'], same),
    ...given('storageClass', headers['x-oss-storage-class'], same),
    ...given('forbidOverwrite', headers['x-oss-forbid-overwrite'], readFlag),
  };
}

/** `k1=v1&k2=v2`, form-encoded; a pair without `=` has an empty value (PutObjectTagging page). Duplicates are kept. */
function readTags(header: string): readonly TagPair[] {
  if (header.split('&').some((pair) => pair.indexOf('=') !== pair.lastIndexOf('='))) {
    throw new WireFault('InvalidArgument', {
      message: 'x-oss-tagging has a pair with more than one "=". Write "%3D" for an equals sign in a tag.',
      ec: '0010-00000219',
      elements: [
        ['ArgumentName', 'x-oss-tagging'],
        ['ArgumentValue', header],
      ],
    });
  }
  try {
    return header
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [key = '', value = ''] = pair.split('=');
        return [decodeTag(key), decodeTag(value)];
      });
  } catch (cause) {
    throw new WireFault('InvalidArgument', {
      message: `x-oss-tagging is not URL-encoded UTF-8: it has a "%" that is not part of a valid sequence. Write "%25" for a percent sign.`,
      elements: [
        ['ArgumentName', 'x-oss-tagging'],
        ['ArgumentValue', header],
      ],
      cause,
    });
  }
}

/** Any other value must not mean "overwrite" (https://help.aliyun.com/en/oss/user-guide/0017-00000279). */
function readFlag(value: string): boolean {
  const flag = value.trim().toLowerCase();
  if (flag === 'true' || flag === 'false') return flag === 'true';
  throw new WireFault('InvalidArgument', {
    message: 'x-oss-forbid-overwrite must be true or false.',
    elements: [
      ['ArgumentName', 'x-oss-forbid-overwrite'],
      ['ArgumentValue', value],
    ],
    ec: '0017-00000279',
  });
}

function same(value: string): string {
  return value;
}

function given<Name extends string, T>(
  name: Name,
  value: string | undefined,
  read: (value: string) => T,
): { readonly [N in Name]?: T } {
  if (value === undefined) return {};
  const entry: { [N in Name]?: T } = {};
  entry[name] = read(value);
  return entry;
}
