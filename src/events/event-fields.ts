import * as z from 'zod';
import { type ObjectKeyFlaw, objectKeyFlaw } from '../object-key.ts';

/** Keys with a leading slash are accepted, because OSS reports them only if such an object exists. No rule matches them. */
const KEY_FLAWS: Readonly<Record<Exclude<ObjectKeyFlaw, 'leading-slash'>, string>> = {
  empty: 'the key is empty; expected 1 to 1023 bytes',
  'too-long': 'the key is longer than the 1023 bytes that OSS allows',
  'not-utf8': 'the key contains half a surrogate pair; OSS keys are UTF-8',
};

/** A key of an object. */
export const keySchema = z.string().superRefine((key, context) => {
  const flaw = objectKeyFlaw(key);
  if (flaw !== undefined && flaw !== 'leading-slash') context.addIssue({ code: 'custom', message: KEY_FLAWS[flaw] });
});

/** The event name is written to logs and alias metadata, so its length is limited. */
export const nameSchema = z.looseObject({
  eventName: z.string().min(1, 'the event name is empty').max(100, 'the event name is longer than 100 characters'),
});
