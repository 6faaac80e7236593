import * as z from 'zod';
import type { ReleaseState } from '../../handlers/look/release-status.ts';
import { unreadObjectsSchema } from './unread.ts';
import { stateSchema } from './vocabulary.ts';

const count = z.number().int().min(0);
const release = z.string().nullable();

export const releaseStateSchema = z
  .enum(['right', 'half-moved', 'stale', 'held', 'failed'])
  .describe('The state of the group.') satisfies z.ZodType<ReleaseState>;

/** One group of aliases that move together, as `status --releases` prints it with `--json`. */
export const releaseFindingSchema = z
  .strictObject({
    rule: z.string(),
    group: z.string(),
    state: releaseStateSchema,
    release: release.describe('The greatest complete release, which the group should show; null if there is none.'),
    shown: release.describe('The release that most of its aliases show; null if there are no aliases.'),
    files: z.strictObject({ shown: count, of: count }).describe('How many files of "release" the aliases show.'),
    next: z
      .strictObject({ release: z.string(), lacks: z.array(z.string()).readonly(), why: z.string() })
      .nullable()
      .describe('The least release that is greater than "release", and why it is not shown.'),
    greater: count.describe('How many greater releases there are that are not withdrawn.'),
    withdrawn: z
      .array(
        z.strictObject({
          release: z.string(),
          markers: z.array(z.string()).readonly(),
          reason: release,
          actor: release.describe('Who withdrew it, as a marker says.'),
          since: release.describe('In ISO 8601; null if unknown.'),
        }),
      )
      .readonly()
      .describe('The greatest releases that are withdrawn, with the keys of the markers, and what they say.'),
    states: z.partialRecord(stateSchema, count).describe('How many of its aliases are in each state.'),
    unread: unreadObjectsSchema.optional(),
    why: z.string(),
  })
  .describe('One group of aliases that move together.');
