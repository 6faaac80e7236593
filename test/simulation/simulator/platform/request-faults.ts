import type { AttemptFailure } from '../../../../src/stores/oss/client/retry.ts';
import type { OssError } from '../../../../src/stores/oss/response/read-error.ts';
import type { RequestFault } from '../plan/plan.ts';

/** What becomes of one sending of a request. */
export interface Mishap {
  readonly effect: 'now' | 'never' | 'later';
  /** What the sender sees in place of the answer. */
  readonly failure?: AttemptFailure & { readonly error?: OssError };
  /** The answer comes so many milliseconds late. */
  readonly late?: number;
  /** The handler dies. */
  readonly kills?: true;
  /** The token that it was signed with is refused from now on. */
  readonly endsToken?: true;
}

function refusal(status: number, code: string): Mishap {
  return {
    effect: 'never',
    failure: { kind: 'status', status, code, error: { status, code, requestId: '000000000000000000000000' } },
  };
}

function lost(code: string, effect: Mishap['effect']): Mishap {
  return { effect, failure: { kind: 'transport', code } };
}

/** What each fault is, in the terms of the client's own retry rules. */
export const MISHAPS: Readonly<Record<RequestFault, Mishap>> = {
  throttled: refusal(503, 'DownloadTrafficRateLimitExceeded'),
  'server error': refusal(500, 'InternalError'),
  'time-out, without effect': lost('UND_ERR_HEADERS_TIMEOUT', 'never'),
  'time-out, with effect': lost('UND_ERR_HEADERS_TIMEOUT', 'now'),
  'time-out, effect later': lost('UND_ERR_HEADERS_TIMEOUT', 'later'),
  'reset before it arrived': lost('ECONNRESET', 'never'),
  'reset after it arrived': lost('ECONNRESET', 'now'),
  'slow answer': { effect: 'now', late: 8_000 },
  'token expired': { ...refusal(403, 'SecurityTokenExpired'), endsToken: true },
  'clock too far off': refusal(403, 'RequestTimeTooSkewed'),
  'killed before it arrived': { effect: 'never', kills: true },
  'killed after it arrived': { effect: 'now', kills: true },
  'killed, effect later': { effect: 'later', kills: true },
};
