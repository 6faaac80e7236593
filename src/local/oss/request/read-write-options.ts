import type { TagPair } from '../../../bucket/records/object-record.ts';
import { percentDecode } from '../../../oss-wire/percent-encoding.ts';
import type { ContentHeaders } from '../../../stores/object-attributes.ts';
import { contentHeaderNames } from '../../../stores/object-attributes.ts';
import type { StoreCall } from '../../server/store-call.ts';
import { WireFault } from '../answer/wire-fault.ts';

/** What the headers of PutObject, PutSymlink and CopyObject say about the new object. The engine checks the values. */
export interface WriteOptions {
  readonly headers: ContentHeaders;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags?: readonly TagPair[];
  readonly acl?: string;
  readonly storageClass?: string;
  readonly forbidOverwrite?: boolean;
  readonly requestId: string;
}

export function readWriteOptions({ headers, requestId }: StoreCall): WriteOptions {
  return {
    headers: contentHeaders(headers),
    metadata: userMetadata(headers),
    requestId,
    ...given('tags', headers['x-oss-tagging'], readTags),
    ...given('acl', headers['x-oss-object-acl'], same),
    ...given('storageClass', headers['x-oss-storage-class'], same),
    ...given('forbidOverwrite', headers['x-oss-forbid-overwrite'], readFlag),
  };
}

function contentHeaders(headers: Readonly<Record<string, string>>): ContentHeaders {
  return Object.fromEntries(
    Object.entries(contentHeaderNames).flatMap(([name, header]) => {
      const value = headers[header];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

const metaPrefix = 'x-oss-meta-';

function userMetadata(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith(metaPrefix) ? [[name.slice(metaPrefix.length), value]] : [],
    ),
  );
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

function decodeTag(encoded: string): string {
  return percentDecode(encoded.replaceAll('+', ' '));
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
