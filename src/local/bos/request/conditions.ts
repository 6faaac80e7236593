import type { ConditionOutcome } from '../../server/answer/answer-object.ts';
import { readHttpDate } from '../../server/answer/times.ts';
import type { StoreCall } from '../../server/store-call.ts';
import { BosFault } from '../answer/bos-fault.ts';

/** The state of the object that conditions are compared with. */
export interface ConditionState {
  /** Without quotes. */
  readonly etag: string;
  /** Unix milliseconds, whole seconds. */
  readonly lastModified: number;
}

/** The four conditions by their HTTP names, with their values as sent. An empty value does not count. */
export interface Conditions {
  readonly 'if-match'?: string | undefined;
  readonly 'if-none-match'?: string | undefined;
  readonly 'if-modified-since'?: string | undefined;
  readonly 'if-unmodified-since'?: string | undefined;
}

const proceed: ConditionOutcome = { outcome: 'proceed' };
const notModified: ConditionOutcome = { outcome: 'not-modified' };

/**
 * Evaluates the conditions of a read or of the source of a copy. Each of them counts, in this order, which the expectations
 * of the tests of bce-sdk-python show (TestConditionalReadWrite). In RFC 9110 an ETag condition replaces a date condition.
 */
export function evaluateConditions(sent: Conditions, state: ConditionState): ConditionOutcome {
  if (isSent(sent['if-match']) && !matches(sent['if-match'], state.etag)) return failed('If-Match');
  if (isSent(sent['if-none-match']) && matches(sent['if-none-match'], state.etag)) return notModified;
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
    (isSent(match) && !(current && matches(match, current.etag))) ||
    (isSent(noneMatch) && current !== undefined && matches(noneMatch, current.etag)) ||
    (current !== undefined && isAfter(current.lastModified, unmodified) === true);
  if (isRefused) throw new BosFault('PreconditionFailed');
}

function isSent(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}

/** Returns undefined if there is no date to compare with. */
function isAfter(lastModified: number, date: string | undefined): boolean | undefined {
  const since = date === undefined ? undefined : readHttpDate(date);
  return since === undefined ? undefined : lastModified > since;
}

/** Matches a list of ETags, with or without quotes. `*` matches any. */
function matches(list: string, etag: string): boolean {
  return list
    .split(',')
    .map((one) => one.trim().replace(/^W\//, '').replaceAll('"', ''))
    .some((one) => one === '*' || one.toUpperCase() === etag.toUpperCase());
}
