import type { AttemptFailure } from '../../../../src/stores/http/retry.ts';
import type { WireError } from '../../../../src/stores/http/store-failure.ts';
import type { RequestFault } from '../plan/plan.ts';

/** The outcome of one attempt to send a request. */
export interface AttemptOutcome {
  readonly effect: 'now' | 'never' | 'later';
  /** The error that the sender gets instead of an answer. */
  readonly failure?: AttemptFailure & { readonly error?: WireError };
  /** The delay of the answer in milliseconds. */
  readonly late?: number;
  /** The handler dies. */
  readonly kills?: true;
  /** Its token is refused from now on. */
  readonly endsToken?: true;
}

function refusal(status: number, code: string): AttemptOutcome {
  return {
    effect: 'never',
    failure: { kind: 'status', status, code, error: { status, code, requestId: '000000000000000000000000' } },
  };
}

function lost(code: string, effect: AttemptOutcome['effect']): AttemptOutcome {
  return { effect, failure: { kind: 'transport', code } };
}

/** Each fault, in the terms of the client's retry rules. */
export const ATTEMPT_OUTCOMES: Readonly<Record<RequestFault, AttemptOutcome>> = {
  throttled: refusal(503, 'DownloadTrafficRateLimitExceeded'),
  'server error': refusal(500, 'InternalError'),
  'timeout, without effect': lost('UND_ERR_HEADERS_TIMEOUT', 'never'),
  'timeout, with effect': lost('UND_ERR_HEADERS_TIMEOUT', 'now'),
  'timeout, effect later': lost('UND_ERR_HEADERS_TIMEOUT', 'later'),
  'reset before it arrived': lost('ECONNRESET', 'never'),
  'reset after it arrived': lost('ECONNRESET', 'now'),
  'slow answer': { effect: 'now', late: 8_000 },
  'token expired': { ...refusal(403, 'SecurityTokenExpired'), endsToken: true },
  'clock too far off': refusal(403, 'RequestTimeTooSkewed'),
  'killed before it arrived': { effect: 'never', kills: true },
  'killed after it arrived': { effect: 'now', kills: true },
  'killed, effect later': { effect: 'later', kills: true },
};
