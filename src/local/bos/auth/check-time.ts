import { BCE_HEADERS } from '../../../bce-wire/bce-names.ts';
import type { BceAuthorization } from '../../../bce-wire/read-bce-authorization.ts';
import { readHttpDate } from '../../server/answer/times.ts';
import { BosFault } from '../answer/bos-fault.ts';

/** The largest difference to a client's clock. No page states one; OSS and S3 allow as much. */
const maxSkew = 15 * 60_000;

/**
 * Refuses a request that was signed or sent at another time than now, and a signature that has expired. The time of sending
 * is `x-bce-date`, otherwise `Date` (https://intl.cloud.baidu.com/doc/IAM/s/yjwvyc7z1-en). `headers` are undefined for a
 * presigned URL: it may be old, but not from the future.
 */
export function checkTime(
  { timestamp, signedAt, expirySeconds }: BceAuthorization,
  headers: Readonly<Record<string, string>> | undefined,
  now: number,
): void {
  const isNear = (time: number): boolean => Math.abs(time - now) <= maxSkew;
  const isTimely =
    headers === undefined ? signedAt - now <= maxSkew : isNear(signedAt) && isNear(sentAt(headers) ?? signedAt);
  if (!isTimely) {
    throw new BosFault('RequestTimeTooSkewed', {
      message: `The difference between the request time and the current time (${new Date(now).toISOString()}) is too large.`,
    });
  }
  // -1: the signature never expires.
  if (expirySeconds < 0 || now <= signedAt + expirySeconds * 1000) return;
  throw new BosFault('RequestExpired', {
    message: `Request has expired: it was signed at ${timestamp} for ${expirySeconds} seconds.`,
  });
}

/** Unix milliseconds, NaN for a text that is not a date. */
function sentAt(headers: Readonly<Record<string, string>>): number | undefined {
  const bceDate = headers[BCE_HEADERS.date];
  if (bceDate !== undefined)
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(bceDate) ? Date.parse(bceDate) : Number.NaN;
  return headers.date === undefined ? undefined : (readHttpDate(headers.date) ?? Number.NaN);
}
