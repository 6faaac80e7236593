import { readHttpDate } from '../answer/times.ts';

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

/** Whether an object was modified after a date. Undefined if there is no valid date to compare with. */
export function isAfter(lastModified: number, date: string | undefined): boolean | undefined {
  const since = date === undefined ? undefined : readHttpDate(date);
  return since === undefined ? undefined : lastModified > since;
}

/** Whether a list of ETags contains one: weak or strong, with quotes or, as OSS and BOS allow, without. `*` matches any. */
export function matchesEtag(list: string, etag: string): boolean {
  return list
    .split(',')
    .map((one) => one.trim().replace(/^W\//, '').replaceAll('"', ''))
    .some((one) => one === '*' || one.toUpperCase() === etag.toUpperCase());
}
