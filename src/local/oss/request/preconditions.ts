import type { ConditionOutcome } from '../../server/answer/answer-object.ts';
import { readHttpDate } from '../../server/answer/times.ts';
import { WireFault } from '../answer/wire-fault.ts';

/** The state of the object that conditions are compared with. */
export interface ConditionState {
  /** Without quotes. */
  readonly etag: string;
  /** Unix milliseconds, whole seconds. */
  readonly lastModified: number;
}

/** The four conditions by their HTTP names, with their values as sent. */
export interface Conditions {
  readonly 'if-match'?: string | undefined;
  readonly 'if-none-match'?: string | undefined;
  readonly 'if-modified-since'?: string | undefined;
  readonly 'if-unmodified-since'?: string | undefined;
}

const proceed: ConditionOutcome = { outcome: 'proceed' };

/**
 * Evaluates the conditions of a read, or of the source of a copy, in the order of RFC 9110 13.2.2: an ETag condition
 * replaces the date condition of its kind. Invalid dates are ignored, as HTTP requires.
 */
export function preconditions(sent: Conditions, state: ConditionState): ConditionOutcome {
  if (sent['if-match'] !== undefined) {
    if (!matches(sent['if-match'], state.etag)) return { outcome: 'failed', condition: 'If-Match' };
  } else if (isAfter(state.lastModified, sent['if-unmodified-since']) === true) {
    return { outcome: 'failed', condition: 'If-Unmodified-Since' };
  }
  if (sent['if-none-match'] !== undefined) {
    return matches(sent['if-none-match'], state.etag) ? { outcome: 'not-modified' } : proceed;
  }
  return isAfter(state.lastModified, sent['if-modified-since']) === false ? { outcome: 'not-modified' } : proceed;
}

/** Returns undefined if there is no date to compare with. */
function isAfter(lastModified: number, date: string | undefined): boolean | undefined {
  const since = date === undefined ? undefined : readHttpDate(date);
  return since === undefined ? undefined : lastModified > since;
}

/** Matches a list of ETags: weak or strong, with quotes or, as OSS allows, without. `*` matches any. */
function matches(list: string, etag: string): boolean {
  return list
    .split(',')
    .map((one) => one.trim().replace(/^W\//, '').replaceAll('"', ''))
    .some((one) => one === '*' || one.toUpperCase() === etag.toUpperCase());
}

const conditional = ['If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since'] as const;

/** OSS does not support conditional writes, and refuses them (OSS error page 0017-00000245). */
export function refuseConditions(headers: Readonly<Record<string, string>>): void {
  const sent = conditional.find((name) => headers[name.toLowerCase()] !== undefined);
  if (sent === undefined) return;
  throw new WireFault('NotImplemented', { elements: [['Header', sent]], ec: '0017-00000245' });
}
