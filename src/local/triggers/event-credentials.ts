import * as z from 'zod';
import type { RoleCredentials } from '../runtime/function-config.ts';

const schema = z.object({ events: z.array(z.looseObject({ content: z.looseObject({}) })) });

/** How long the credentials in an event are valid, in milliseconds. No page says it. */
const VALIDITY = 3_600_000;

/**
 * Adds credentials to each record of a BOS event, as BOS does. Called for each delivery, so that the queue, dead letters and
 * logs never contain them. A payload of another form is returned unchanged.
 *
 * @param now Unix milliseconds.
 */
export function withEventCredentials(payload: string, credentials: RoleCredentials, now: number): string {
  const parsed = schema.safeParse(JSON.parse(payload));
  if (!parsed.success) return payload;
  const added = {
    accessKeyId: credentials.accessKeyId,
    secretAccessKey: credentials.accessKeySecret,
    sessionToken: credentials.securityToken ?? '',
    expiration: `${new Date(now + VALIDITY).toISOString().slice(0, 19)}Z`,
  };
  return JSON.stringify({
    events: parsed.data.events.map((event) => ({ ...event, content: { ...event.content, credentials: added } })),
  });
}

const secretRecords = z.looseObject({ events: z.array(z.unknown()) });
const secretRecord = z.looseObject({ content: z.looseObject({}) });

/**
 * Removes what only a delivery may contain from the records of a BOS event: `credentials`, and `xVars`, which the owner of a
 * notification rule sets to any text. For an event that a caller passes to the queue. A payload without them is returned
 * unchanged.
 */
export function withoutEventSecrets(payload: string): string {
  const { data } = secretRecords.safeParse(parsedJson(payload));
  if (data === undefined) return payload;
  const events = data.events.map(withoutSecrets);
  return events.some((event, i) => event !== data.events[i]) ? JSON.stringify({ ...data, events }) : payload;
}

function withoutSecrets(record: unknown): unknown {
  const { data } = secretRecord.safeParse(record);
  if (data === undefined || !('credentials' in data.content || 'xVars' in data.content)) return record;
  const { credentials: _, xVars: __, ...content } = data.content;
  return { ...data, content };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
