import * as z from 'zod';
import type { PinView } from '../../aliases/model/pin.ts';
import type { WithdrawnView } from '../../handlers/look/held-back.ts';

const text = z.string().nullable();
const since = text.describe('In ISO 8601; null if unknown.');

/** A pin, as commands print it with `--json`, and as the HTTP API returns it. */
export const pinViewSchema = z.strictObject({
  reason: z.string(),
  until: text.describe('When it ends; null if it lasts until a person unpins the alias.'),
  since,
  actor: text.describe('Who pinned it, as its record says.'),
  otherwise: text.optional().describe('The target that the rules choose instead; null if there is none.'),
}) satisfies z.ZodType<PinView>;

/** A withdrawn candidate, as commands print it with `--json`, and as the HTTP API returns it. */
export const withdrawnViewSchema = z
  .strictObject({
    key: z.string(),
    marker: z.string().describe('The key of its marker.'),
    reason: text,
    actor: text.describe('Who withdrew it, as its marker says.'),
    since,
  })
  .describe('Its greatest candidate, which is withdrawn.') satisfies z.ZodType<WithdrawnView>;
