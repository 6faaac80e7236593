import { AutoaliasError } from '../../../autoalias-error.ts';
import { type WireCode, wireCodes } from './wire-codes.ts';

/** Details that a refusal can add to its code. */
export interface BosFaultDetails {
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Refuses a request because of its address, signature, headers or body. The bucket's own refusals are BucketFaults. */
export class BosFault extends AutoaliasError {
  readonly bosCode: WireCode;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(bosCode: WireCode, { message, headers = {}, cause }: BosFaultDetails = {}) {
    const usual = wireCodes[bosCode];
    super('request-malformed', message ?? usual.message, { cause });
    this.name = 'BosFault';
    this.bosCode = bosCode;
    this.status = usual.status;
    this.headers = headers;
  }
}

/** An argument of the request that BOS refuses, by its name. */
export function invalidArgument(message: string, cause?: unknown): BosFault {
  return new BosFault('InvalidArgument', { message, cause });
}
