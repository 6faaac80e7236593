import * as z from 'zod';
import { shownTargetSchema } from './shown-target.ts';

const count = z.number().int().min(0);
const text = z.string().nullable();

export const releaseHistory = z
  .strictObject({
    prefix: z.string(),
    aliases: count,
    more: z.boolean(),
    moves: z.array(
      z.strictObject({
        group: z.string().describe('The aliases that moved: their group, or their folder.'),
        at: text.describe('When the first alias moved.'),
        until: text.describe('When the last alias moved.'),
        from: text.describe('The release that most of the aliases showed before.'),
        to: text,
        aliases: count.describe('How many aliases moved.'),
        removed: count.describe('How many aliases were removed.'),
        cause: text,
        actor: text.describe('Who caused it, as the first alias records it.'),
      }),
    ),
  })
  .describe('The moves of releases, for a prefix.');
const waited = {
  outcome: z.enum(['shown', 'overtaken', 'timeout', 'stopped']),
  why: z.string(),
  looks: count,
  milliseconds: count,
};
export const aliasWait = z.strictObject({
  ...waited,
  alias: z.string(),
  goal: text.describe('The key or version to wait for; null if the alias must not exist.'),
  shows: text.describe('The target of the alias at the last look.'),
});
export const releaseWait = z.strictObject({
  ...waited,
  prefix: z.string(),
  release: z.string(),
  moved: count.describe('How many aliases show the release.'),
  of: count.describe('How many aliases there are.'),
});

export const resolution = shownTargetSchema.extend({
  alias: z.string(),
  at: text.describe('The moment; null for now.'),
});
export const difference = z.strictObject({
  alias: z.string(),
  from: shownTargetSchema,
  to: shownTargetSchema,
  writes: count.describe('How often the alias was written between the two moments.'),
});
export const diffTotal = z
  .strictObject({
    total: z.strictObject({
      differing: count,
      aliases: count,
      versions: count,
      requests: count,
      from: z.string(),
      to: z.string(),
    }),
  })
  .describe('The last line.');
