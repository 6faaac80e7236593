import { defined } from '../../../defined.ts';
import { parseXml, type XmlElement } from '../../../oss-wire/parse-xml.ts';
import type { HttpResponse } from '../../http/http-message.ts';
import type { WireError } from '../../http/store-failure.ts';

/**
 * Reads an error answer from its XML body. An answer to HEAD has no body, but the same XML in Base64 in `x-oss-err`, or
 * only the code in `x-oss-ec`. If the body is not an error document, such as the page of a proxy, only the status is known.
 */
export function readError({ status, headers, body }: Omit<HttpResponse, 'header'>): WireError {
  const inHeader = headers['x-oss-err'];
  const document = errorDocument(body !== '' || inHeader === undefined ? body : fromBase64(inHeader));
  const ec = textIn(document, 'EC') ?? headers['x-oss-ec'];
  return {
    status,
    ...defined({
      code: textIn(document, 'Code') ?? codeByEc.get(ec ?? ''),
      message: textIn(document, 'Message'),
      ec,
      requestId: headers['x-oss-request-id'] ?? textIn(document, 'RequestId'),
      endpoint: textIn(document, 'Endpoint'),
    }),
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
    return undefined; // not an error document: the status says enough
  }
}

function textIn(element: XmlElement | undefined, name: string): string | undefined {
  const text = element?.children.find((child) => child.name === name)?.text.trim();
  return text === '' ? undefined : text?.slice(0, LONGEST_TEXT);
}

/**
 * Maximum length of texts, in characters. They appear in messages and logs, so a server must not decide their length.
 */
const LONGEST_TEXT = 1000;

/**
 * Error codes by `x-oss-ec`, for answers without a body. Contains the codes that this client treats as an answer.
 * Source: the pages of the OSS error code list.
 */
export const codeByEc: ReadonlyMap<string, string> = new Map([
  ['0026-00000001', 'NoSuchKey'],
  ['0015-00000101', 'NoSuchBucket'],
  ['0026-00000012', 'SymlinkTargetNotExist'],
  ['0026-00000011', 'InvalidTargetType'],
  ['0043-00000101', 'NotSymlink'],
]);
