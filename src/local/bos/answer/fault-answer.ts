import { BucketFault, type BucketFaultCode } from '../../../bucket/bucket-fault.ts';
import type { UnverifiedChoices } from '../../../bucket/unverified-choices.ts';
import { codeOf } from '../../../error-text.ts';
import type { FaultAnswer, FaultContext } from '../../server/face.ts';
import { DiskFull } from '../../storage/disk-full.ts';
import { BosFault } from './bos-fault.ts';
import { type WireCode, wireCodes } from './wire-codes.ts';

type FaultChoices = Pick<
  UnverifiedChoices,
  'bosNotSymlink' | 'bosOverwriteConflict' | 'bosDeleteMarkerHeader' | 'bosReadOfMarker'
>;

/**
 * The answer to a refused or failed request: `{"code", "message", "requestId"}`. For HEAD there is no body, and no source
 * names a header for the code, so the client gets the status only.
 */
export function faultAnswer(error: unknown, { method, requestId }: FaultContext, choices: FaultChoices): FaultAnswer {
  const { code, message, headers, cause } = refusalOf(error, choices);
  const { status } = wireCodes[code];
  const known = { status, headers, code, ...(cause === undefined ? {} : { cause }) };
  if (status === 304 || method === 'HEAD') return known;
  return { ...known, body: JSON.stringify({ code, message, requestId }) };
}

interface Refusal {
  readonly code: WireCode;
  readonly message: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The internal error, for problems in the store or its machine. */
  readonly cause?: unknown;
}

function refusalOf(error: unknown, choices: FaultChoices): Refusal {
  if (error instanceof BosFault) return { code: error.bosCode, message: error.message, headers: error.headers };
  if (error instanceof BucketFault) return bucketRefusal(error, choices);
  return { ...brokenRefusal(error), headers: {}, cause: error };
}

/** The codes of the bucket engine that BOS names differently, or that its choices decide. */
const RENAMED: Readonly<Partial<Record<BucketFaultCode, WireCode>>> = {
  BadRequest: 'InvalidArgument',
  InvalidTag: 'InvalidArgument',
  MalformedXML: 'MalformedJSON',
  OperationNotSupported: 'InvalidArgument',
  RestoreAlreadyInProgress: 'InvalidObjectState',
};

function bucketRefusal({ ossCode, message, marker }: BucketFault, choices: FaultChoices): Refusal {
  const headers =
    marker === undefined || choices.bosDeleteMarkerHeader === 'absent'
      ? {}
      : { 'x-bce-delete-marker': 'true', 'x-bce-version-id': marker.versionId };
  const isNamedMarker = marker !== undefined && ossCode === 'MethodNotAllowed';
  return { code: isNamedMarker ? choices.bosReadOfMarker : codeFor(ossCode, choices), message, headers };
}

function codeFor(ossCode: BucketFaultCode, { bosNotSymlink, bosOverwriteConflict }: FaultChoices): WireCode {
  if (ossCode === 'NotSymlink') return bosNotSymlink;
  if (ossCode === 'FileAlreadyExists') return bosOverwriteConflict;
  const renamed = RENAMED[ossCode];
  if (renamed !== undefined) return renamed;
  return isWireCode(ossCode) ? ossCode : 'InvalidArgument';
}

function isWireCode(code: string): code is WireCode {
  return Object.hasOwn(wireCodes, code);
}

/** The client gets a reason only if it or its owner can act on it. Other reasons can contain paths and secrets. */
function brokenRefusal(cause: unknown): Pick<Refusal, 'code' | 'message'> {
  if (cause instanceof DiskFull) return { code: 'InsufficientStorage', message: cause.message };
  const code = codeOf(cause);
  if (code !== 'EMFILE' && code !== 'ENFILE') {
    return { code: 'InternalError', message: wireCodes.InternalError.message };
  }
  const message = `The store has too many files and connections open (${code}). Use fewer connections, or raise ulimit -n.`;
  return { code: 'ServiceUnavailable', message };
}
