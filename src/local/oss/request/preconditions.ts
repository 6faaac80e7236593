import type { ConditionOutcome } from '../../server/answer/answer-object.ts';
import { type ConditionState, type Conditions, isAfter, matchesEtag } from '../../server/request/conditions.ts';
import { WireFault } from '../answer/wire-fault.ts';

const proceed: ConditionOutcome = { outcome: 'proceed' };

/**
 * Evaluates the conditions of a read, or of the source of a copy, in the order of RFC 9110 13.2.2: an ETag condition
 * replaces the date condition of its kind. Invalid dates are ignored, as HTTP requires.
 */
export function preconditions(sent: Conditions, state: ConditionState): ConditionOutcome {
  if (sent['if-match'] !== undefined) {
    if (!matchesEtag(sent['if-match'], state.etag)) return { outcome: 'failed', condition: 'If-Match' };
  } else if (isAfter(state.lastModified, sent['if-unmodified-since']) === true) {
    return { outcome: 'failed', condition: 'If-Unmodified-Since' };
  }
  if (sent['if-none-match'] !== undefined) {
    return matchesEtag(sent['if-none-match'], state.etag) ? { outcome: 'not-modified' } : proceed;
  }
  return isAfter(state.lastModified, sent['if-modified-since']) === false ? { outcome: 'not-modified' } : proceed;
}

const conditional = ['If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since'] as const;

/** OSS does not support conditional writes, and refuses them (OSS error page 0017-00000245). */
export function refuseConditions(headers: Readonly<Record<string, string>>): void {
  const sent = conditional.find((name) => headers[name.toLowerCase()] !== undefined);
  if (sent === undefined) return;
  throw new WireFault('NotImplemented', { elements: [['Header', sent]], ec: '0017-00000245' });
}
