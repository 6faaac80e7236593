import * as v from 'valibot';
import type { Credentials } from '../../../oss-wire/credentials.ts';
import { parseJson } from '../../http/read-body.ts';
import { EVENT_LIMITS, oversizedEvent } from '../event-size.ts';
import { keyPairOf } from './cfc-context.ts';

const schema = v.object({ events: v.array(v.unknown()) });
const record = v.object({
  content: v.object({ credentials: v.looseObject({ expiration: v.optional(v.unknown()) }) }),
});

/** A request takes seconds, and clocks differ. */
const MARGIN = 60_000;

/**
 * The temporary credentials that BOS puts into its events (BOS, "Event notification": `content.credentials`). Undefined if
 * there are none, or if they have expired, as those of an event that CFC retries for a day.
 *
 * @param now Unix milliseconds.
 */
export function eventCredentials(event: unknown, now: number): Credentials | undefined {
  if (oversizedEvent(event, EVENT_LIMITS.objectEvents) !== undefined) return undefined;
  const parsed = v.safeParse(schema, parseJson(event));
  for (const one of parsed.success ? parsed.output.events : []) {
    const found = v.safeParse(record, one);
    if (!found.success) continue;
    const { credentials } = found.output.content;
    const pair = keyPairOf(credentials);
    if (pair !== undefined && !hasExpired(credentials.expiration, now)) return pair;
  }
  return undefined;
}

/** A text that is not a time says nothing, so the credentials are tried. */
function hasExpired(expiration: unknown, now: number): boolean {
  return typeof expiration === 'string' && Date.parse(expiration) < now + MARGIN;
}
