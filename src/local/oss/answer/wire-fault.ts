import { AutoaliasError } from '../../../autoalias-error.ts';
import type { XmlNode } from '../../../oss-wire/write-xml.ts';
import { type WireCode, wireCodes } from './wire-codes.ts';

/** Details that a refusal can add to its code. */
export interface WireFaultDetails {
  readonly message?: string;
  readonly elements?: readonly XmlNode[];
  readonly headers?: Readonly<Record<string, string>>;
  /** The finer code of OSS, where a documentation page names it. */
  readonly ec?: string;
  /** Replaces the code's usual HTTP status. */
  readonly status?: number;
  readonly cause?: unknown;
}

/** Refuses a request because of its address, signature, headers or body. The bucket's own refusals are BucketFaults. */
export class WireFault extends AutoaliasError {
  readonly ossCode: WireCode;
  readonly status: number;
  readonly details: WireFaultDetails;

  constructor(ossCode: WireCode, details: WireFaultDetails = {}) {
    const usual = wireCodes[ossCode];
    super('request-malformed', details.message ?? usual.message, { cause: details.cause });
    this.name = 'WireFault';
    this.ossCode = ossCode;
    this.status = details.status ?? usual.status;
    this.details = details;
  }
}
