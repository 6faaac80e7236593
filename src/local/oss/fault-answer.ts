import { BucketFault } from '../../bucket/bucket-fault.ts';
import type { OssAnswer } from './oss-call.ts';
import { WireFault } from './wire-fault.ts';
import { writeXml, type XmlNode } from './write-xml.ts';

/** What a refusal is, whoever refused. */
interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly elements: readonly XmlNode[];
  readonly ec: string | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface FaultContext {
  readonly method: string;
  readonly requestId: string;
  readonly host: string;
}

export interface FaultAnswer extends OssAnswer {
  /** The OSS code, for the log. */
  readonly code: string;
  /** Set when nobody refused anything, but something broke. */
  readonly cause?: unknown;
}

/** The answer to a request that was refused or broke: an XML document, or for a HEAD the same in `x-oss-err` (Base64). */
export const faultAnswer = (error: unknown, { method, requestId, host }: FaultContext): FaultAnswer => {
  const refusal = refusalOf(error);
  const { status, code } = refusal;
  const broke = status >= 500 && code === 'InternalError' ? { cause: error } : {};
  const headers = { ...refusal.headers, 'x-oss-ec': refusal.ec };
  if (status === 304) return { status, headers, code };
  const document = writeXml('Error', [
    ['Code', code],
    ['Message', refusal.message],
    ['RequestId', requestId],
    ['HostId', host],
    ...refusal.elements,
    ['EC', refusal.ec],
  ]);
  if (method !== 'HEAD') return { status, headers, body: document, code, ...broke };
  const inHeader = Buffer.from(document).toString('base64');
  return { status, headers: { ...headers, 'x-oss-err': inHeader }, code, ...broke };
};

const refusalOf = (error: unknown): Refusal => {
  if (error instanceof WireFault) {
    const { elements = [], ec, headers = {} } = error.details;
    return { status: error.status, code: error.ossCode, message: error.message, elements, ec, headers };
  }
  if (error instanceof BucketFault) return bucketRefusal(error);
  return refusalOf(new WireFault('InternalError', { cause: error }));
};

const bucketRefusal = ({ status, ossCode, message, elements, ec, marker }: BucketFault): Refusal => ({
  status,
  code: ossCode,
  message,
  elements: Object.entries(elements),
  ec,
  headers:
    marker === undefined
      ? {}
      : {
          'x-oss-delete-marker': 'true',
          'x-oss-version-id': marker.versionId,
          allow: status === 405 ? 'DELETE' : undefined,
        },
});
