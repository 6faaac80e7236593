/** Seconds. That of the function `object-events`, if the context does not have it. */
const TIMEOUT = 60;

/** The part of its time after which an invocation begins no further page of a listing. */
const USED = 0.7;

/**
 * Starts to measure the time of an invocation. The result says whether most of it is used up. The rest is for what has begun.
 *
 * @param elapsed the milliseconds of a monotonic clock
 * @param timeout the longest duration of the invocation, in seconds
 */
export function startTimeLimit(elapsed: () => number, timeout = TIMEOUT): () => boolean {
  const end = elapsed() + timeout * 1000 * USED;
  return () => elapsed() > end;
}
