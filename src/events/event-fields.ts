import * as v from 'valibot';
import { isBucketName } from '../bucket-name.ts';
import { type ObjectKeyFlaw, objectKeyFlaw } from '../object-key.ts';

/** Keys with a leading slash are accepted, because OSS reports them only if such an object exists. No rule matches them. */
const KEY_FLAWS: Readonly<Record<Exclude<ObjectKeyFlaw, 'leading-slash'>, string>> = {
  empty: 'the key is empty; expected 1 to 1023 bytes',
  'too-long': 'the key is longer than the 1023 bytes that OSS allows',
  'not-utf8': 'the key contains half a surrogate pair; OSS keys are UTF-8',
};

/** A key of an object. */
export const keySchema = v.pipe(
  v.string(),
  v.rawCheck(({ dataset, addIssue }) => {
    const flaw = dataset.typed ? objectKeyFlaw(dataset.value) : undefined;
    if (flaw !== undefined && flaw !== 'leading-slash') addIssue({ message: KEY_FLAWS[flaw] });
  }),
);

/** The name of a bucket. It is checked here, so that an invalid name affects only its own event. */
export const bucketSchema = v.pipe(
  v.string(),
  v.minLength(1, 'the bucket name is empty'),
  v.check(isBucketName, 'not a valid bucket name; expected 3 to 63 lower-case letters, digits and hyphens'),
);

/** The event name is written to logs and alias metadata, so its length is limited. */
export const eventNameSchema = v.pipe(
  v.string(),
  v.minLength(1, 'the event name is empty'),
  v.maxLength(100, 'the event name is longer than 100 characters'),
);

/** The field that is checked first, because records of skipped events can lack all others. */
export const nameSchema = v.object({ eventName: eventNameSchema });

/** A text in use for logs only. A value of another type counts as absent, so that it does not invalidate the event. */
export const textOrAbsent = v.fallback(v.optional(v.string()), undefined);

/** The same, and an empty text counts as absent too: some stores send one for an absent value. */
export const filledTextOrAbsent = v.fallback(v.optional(v.pipe(v.string(), v.minLength(1))), undefined);
