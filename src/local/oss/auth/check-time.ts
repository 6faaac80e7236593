import { readHttpDate } from '../../server/answer/times.ts';
import { WireFault } from '../answer/wire-fault.ts';
import type { Authorization, AuthorizationV1, AuthorizationV4 } from './read-authorization.ts';

/** The largest allowed difference to a client's clock (OSS error RequestTimeTooSkewed). */
const maxSkew = 15 * 60_000;

/** Refuses a request whose time of signing differs too much from now, and a presigned request that has expired. */
export function checkTime(
  authorization: Exclude<Authorization, { version: 'none' }>,
  headers: Readonly<Record<string, string>>,
  now: number,
): void {
  const expires = authorization.version === 'V1' ? expiryV1(authorization) : checkDateV4(authorization, now);
  if (expires !== undefined) checkExpiry(expires, now);
  else if (authorization.version === 'V1') {
    const date = headers['x-oss-date'] ?? headers.date ?? '';
    checkSkew(readHttpDate(date), now, `Date or x-oss-date, which is "${date}"`);
  }
}

function expiryV1({ expires }: AuthorizationV1): number | undefined {
  return expires === undefined ? undefined : Number(expires) * 1000;
}

/** Checks `x-oss-date` or `Date`, and returns when a presigned request expires. Only these may be older than the skew. */
function checkDateV4({ dateTime, expiresIn }: AuthorizationV4, now: number): number | undefined {
  const signed = readDateTime(dateTime) ?? readHttpDate(dateTime);
  const inPast = signed !== undefined && signed <= now;
  if (expiresIn === undefined || !inPast) checkSkew(signed, now, 'x-oss-date or Date');
  return expiresIn === undefined || signed === undefined ? undefined : signed + expiresIn * 1000;
}

function checkExpiry(expires: number, now: number): void {
  if (now <= expires) return;
  throw new WireFault('AccessDenied', {
    message: 'Request has expired.',
    elements: [
      ['Expires', new Date(Math.min(expires, 8.64e15)).toISOString()],
      ['ServerTime', new Date(now).toISOString()],
    ],
  });
}

function checkSkew(signed: number | undefined, now: number, where: string): void {
  if (signed === undefined) {
    throw new WireFault('AccessDenied', { message: `OSS authentication requires a valid Date. Check ${where}.` });
  }
  if (Math.abs(now - signed) <= maxSkew) return;
  throw new WireFault('RequestTimeTooSkewed', {
    elements: [
      ['MaxAllowedSkewMilliseconds', maxSkew],
      ['RequestTime', new Date(signed).toISOString()],
      ['ServerTime', new Date(now).toISOString()],
    ],
  });
}

/** `YYYYMMDDTHHMMSSZ` as Unix milliseconds. Undefined for another format and for a date that does not exist. */
function readDateTime(text: string): number | undefined {
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  const iso = `${day}T${text.slice(9, 11)}:${text.slice(11, 13)}:${text.slice(13, 15)}.000Z`;
  const milliseconds = Date.parse(iso);
  // Date.parse reads 31 February as 3 March.
  return Number.isNaN(milliseconds) || new Date(milliseconds).toISOString() !== iso ? undefined : milliseconds;
}
