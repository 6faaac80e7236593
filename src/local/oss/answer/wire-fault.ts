import { AutoaliasError } from '../../../autoalias-error.ts';
import { type WireCode, wireCodes } from './wire-codes.ts';
import type { XmlNode } from './write-xml.ts';

/** What a refusal may add to its code: another message, elements of the XML body, headers, the cause. */
export interface WireFaultDetails {
  readonly message?: string;
  readonly elements?: readonly XmlNode[];
  readonly headers?: Readonly<Record<string, string>>;
  /** The finer code of OSS, where a documentation page names it. */
  readonly ec?: string;
  /** In place of the code's usual HTTP status. */
  readonly status?: number;
  readonly cause?: unknown;
}

/** A request refused for how it was sent: address, signature, headers, body. The bucket's own refusals are BucketFaults. */
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
