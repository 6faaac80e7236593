import { parseXml, type XmlElement } from '../../../oss-wire/parse-xml.ts';
import type { OssResponse } from '../request/oss-message.ts';

/** What OSS said of a refusal, as far as it said it. */
export interface OssError {
  readonly status: number;
  /** `NoSuchKey`, `AccessDenied`, … */
  readonly code?: string;
  readonly message?: string;
  /** The finer code, such as `0026-00000001`. */
  readonly ec?: string;
  readonly requestId?: string;
  /** The endpoint that the bucket must be asked at, where this one was wrong. */
  readonly endpoint?: string;
}

/**
 * Reads a refusal from its XML body, or, where HEAD allows none, from the same XML in Base64 in `x-oss-err`; from
 * `x-oss-ec` alone if need be. A body that is no error document (a proxy's page) leaves the status only.
 */
export function readError({ status, headers, body }: OssResponse): OssError {
  const inHeader = headers['x-oss-err'];
  const document = errorDocument(body !== '' || inHeader === undefined ? body : fromBase64(inHeader));
  const ec = textIn(document, 'EC') ?? headers['x-oss-ec'];
  return {
    status,
    ...named('code', textIn(document, 'Code') ?? codeByEc.get(ec ?? '')),
    ...named('message', textIn(document, 'Message')),
    ...named('ec', ec),
    ...named('requestId', headers['x-oss-request-id'] ?? textIn(document, 'RequestId')),
    ...named('endpoint', textIn(document, 'Endpoint')),
  };
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString();
}

function errorDocument(text: string): XmlElement | undefined {
  try {
    const root = parseXml(text);
    return root.name === 'Error' ? root : undefined;
  } catch {
    return undefined; // the caller still has the status, which is what such an answer is worth
  }
}

function textIn(element: XmlElement | undefined, name: string): string | undefined {
  const text = element?.children.find((child) => child.name === name)?.text.trim();
  return text === '' ? undefined : text?.slice(0, LONGEST_TEXT);
}

/** Most characters of a text, more than OSS sends. Texts go into messages and logs, so a server must not choose their length. */
const LONGEST_TEXT = 1000;

function named<N extends string>(name: N, value: string | undefined): { readonly [K in N]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [K in N]: string });
}

/**
 * What an answer without a body says by its `x-oss-ec`, for the codes that decide something here. Source: the pages of
 * the single EC in the OSS error code list.
 */
export const codeByEc: ReadonlyMap<string, string> = new Map([
  ['0026-00000001', 'NoSuchKey'],
  ['0015-00000101', 'NoSuchBucket'],
  ['0026-00000012', 'SymlinkTargetNotExist'],
  ['0026-00000011', 'InvalidTargetType'],
  ['0043-00000101', 'NotSymlink'],
]);
