import { BucketFault } from '../../../bucket/bucket-fault.ts';
import { codeOf } from '../../../error-text.ts';
import { writeXml, type XmlNode } from '../../../oss-wire/write-xml.ts';
import type { FaultAnswer, FaultContext } from '../../server/face.ts';
import { DiskFull } from '../../storage/disk-full.ts';
import type { WireCode } from './wire-codes.ts';
import { WireFault } from './wire-fault.ts';

/** A refusal by any part of the store. */
interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly elements: readonly XmlNode[];
  readonly ec: string | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** The answer to a refused or failed request: an XML document. For HEAD it is in the header `x-oss-err`, in Base64. */
export function faultAnswer(error: unknown, { method, requestId, host }: FaultContext): FaultAnswer {
  const refusal = refusalOf(error);
  const { status, code } = refusal;
  const broke = BROKEN.has(code) ? { cause: error } : {};
  const headers = { ...refusal.headers, 'x-oss-ec': refusal.ec };
  if (status === 304) return { status, headers, code };
  const write = (message: string, ...details: readonly XmlNode[]): string =>
    writeXml('Error', [['Code', code], ['Message', message], ['RequestId', requestId], ...details, ['EC', refusal.ec]]);
  const document = write(refusal.message, ['HostId', host], ...refusal.elements);
  if (method !== 'HEAD') return { status, headers, body: document, code, ...broke };
  const shown = document.length <= MOST_IN_HEADER ? document : write(refusal.message.slice(0, 500));
  return { status, headers: { ...headers, 'x-oss-err': Buffer.from(shown).toString('base64') }, code, ...broke };
}

/** Most characters of a document in a header. Node.js clients accept 16 KB of headers, and a document can be longer. */
const MOST_IN_HEADER = 4096;

/** Codes of problems in the store or its machine, not in the request. */
const BROKEN: ReadonlySet<string> = new Set<WireCode>(['InternalError', 'InsufficientStorage', 'ServiceUnavailable']);

function refusalOf(error: unknown): Refusal {
  if (error instanceof WireFault) {
    const { elements = [], ec, headers = {} } = error.details;
    return { status: error.status, code: error.ossCode, message: error.message, elements, ec, headers };
  }
  if (error instanceof BucketFault) return bucketRefusal(error);
  return refusalOf(brokenFault(error));
}

/** The client gets a reason only if it or its owner can act on it. Other reasons can contain paths and secrets. */
function brokenFault(cause: unknown): WireFault {
  if (cause instanceof DiskFull) return new WireFault('InsufficientStorage', { message: cause.message, cause });
  const code = codeOf(cause);
  if (code !== 'EMFILE' && code !== 'ENFILE') return new WireFault('InternalError', { cause });
  const message = `The store has too many files and connections open (${code}). Use fewer connections, or raise ulimit -n.`;
  return new WireFault('ServiceUnavailable', { message, cause });
}

function bucketRefusal({ status, ossCode, message, elements, ec, marker }: BucketFault): Refusal {
  return {
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
  };
}
