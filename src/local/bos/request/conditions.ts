import type { ConditionOutcome } from '../../server/answer/answer-object.ts';
import { type ConditionState, type Conditions, isAfter, matchesEtag } from '../../server/request/conditions.ts';
import type { StoreCall } from '../../server/store-call.ts';
import { BosFault } from '../answer/bos-fault.ts';

const proceed: ConditionOutcome = { outcome: 'proceed' };
const notModified: ConditionOutcome = { outcome: 'not-modified' };

/**
 * Evaluates the conditions of a read or of the source of a copy. Each of them counts unless it is empty, in this order,
 * which the expectations of the tests of bce-sdk-python show (TestConditionalReadWrite). In RFC 9110 an ETag condition
 * replaces a date condition.
 */
export function evaluateConditions(sent: Conditions, state: ConditionState): ConditionOutcome {
  if (isSent(sent['if-match']) && !matchesEtag(sent['if-match'], state.etag)) return failed('If-Match');
  if (isSent(sent['if-none-match']) && matchesEtag(sent['if-none-match'], state.etag)) return notModified;
  if (isAfter(state.lastModified, sent['if-unmodified-since']) === true) return failed('If-Unmodified-Since');
  return isAfter(state.lastModified, sent['if-modified-since']) === false ? notModified : proceed;
}

function failed(condition: string): ConditionOutcome {
  return { outcome: 'failed', condition };
}

/**
 * Refuses a PutObject whose conditions the current object does not meet: always 412. Without an object, If-Match cannot
 * hold. Source: https://cloud.baidu.com/doc/BOS/s/Ikc5nv3wc.
 */
export function checkWriteConditions({ headers }: StoreCall, current: ConditionState | undefined): void {
  const { 'if-match': match, 'if-none-match': noneMatch, 'if-unmodified-since': unmodified } = headers;
  const isRefused =
    (isSent(match) && !(current && matchesEtag(match, current.etag))) ||
    (isSent(noneMatch) && current !== undefined && matchesEtag(noneMatch, current.etag)) ||
    (current !== undefined && isAfter(current.lastModified, unmodified) === true);
  if (isRefused) throw new BosFault('PreconditionFailed');
}

function isSent(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
