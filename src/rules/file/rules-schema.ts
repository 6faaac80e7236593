import * as z from 'zod';
import { MOST_ORDER_CHARACTERS, ORDER_NAMES } from '../orders/orders.ts';

const text = z.string().min(1, 'must not be empty');

const aliasKey = text
  .max(2000, 'must have at most 2,000 characters')
  .describe('Template of the alias key: {group}, {group.part}; {{ and }} for braces.');

/** Which values of the order may be targets; all that are written must hold. */
const boundsShape = {
  after: text.optional().describe('Only what is greater than this value of the order.'),
  before: text.optional().describe('Only what is less than this value of the order.'),
  range: text.optional().describe('For semver: a range as npm has it, like ^1.2 or ">=1.2 <3".'),
};

export type WrittenBounds = { readonly [word in keyof typeof boundsShape]?: string | undefined };

const minimumAge = text.describe(
  'How long a candidate must have lain there untouched before it may be a target: 30m, 2h, 7d. The sweep promotes it.',
);

const isProtected = z
  .boolean()
  .describe('Only a person moves it, who names it: autoalias apply, pin or rollback with the key of the alias.');

const aliasSchema = z
  .union([
    aliasKey,
    z.strictObject({
      key: aliasKey,
      prereleases: z.boolean().optional().describe('Let prereleases be the target of this alias.'),
      ...boundsShape,
      minimumAge: minimumAge.optional(),
      protected: isProtected.optional(),
    }),
  ])
  .describe('An alias: its key, or its key with options.');

/** One rule, as people write it. */
export const ruleSchema = z.strictObject({
  name: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/,
      'must be 1 to 63 letters, digits, ".", "_" or "-", beginning with a letter or digit',
    )
    .describe('Unique name; written into the tags of every alias.'),
  match: z
    .strictObject({
      prefix: z
        .string()
        .default('')
        .describe('Only keys that begin with it. Also narrows triggers, listings and permissions.'),
      regex: text
        .max(4000, 'must have at most 4,000 characters')
        .describe('RE2 regular expression with named groups, (?<name>...). Write ^ and $ yourself.'),
      exclude: text
        .max(4000, 'must have at most 4,000 characters')
        .optional()
        .describe('RE2 regular expression of keys that are no candidates, whatever regex says.'),
    })
    .describe('Which objects are candidates. Links never are.'),
  order: z
    .strictObject({
      by: z.enum(ORDER_NAMES).describe('How candidates are ordered.'),
      on: text.optional().describe('The group that is ordered, or a template over groups: "{year}-{month}".'),
      format: text.optional().describe('For date: YYYY MM DD HH mm ss SSS Z and literal text.'),
      values: z
        .array(text.max(MOST_ORDER_CHARACTERS, `must have at most ${MOST_ORDER_CHARACTERS} characters`))
        .min(1, 'must hold at least one value')
        .max(1000, 'must hold at most 1,000 values')
        .optional()
        .describe('For list: the values, least first. What is not among them is skipped.'),
    })
    .describe('The greatest candidate wins; ties go to the last modified, then to the greater key.'),
  aliases: z
    .array(aliasSchema)
    .min(1, 'must name at least one alias')
    .max(100, 'must name at most 100 aliases, since each upload writes all of them')
    .describe('The aliases that each match feeds.'),
  release: z
    .strictObject({
      of: text.describe('What tells one release from another: a template over groups, like "{app}/{version}".'),
      complete: z
        .array(text)
        .min(1, 'must name at least one file, or a release would move with its first')
        .max(20, 'must hold at most 20 files')
        .describe(
          'Keys that must exist before a release is a target, like "releases/{app}/{version}/SHA256SUMS"; * stands for text without /, ** for any text.',
        ),
    })
    .optional()
    .describe('Candidates that move as one: all aliases show the greatest release that is complete.'),
  ...boundsShape,
  minimumAge: minimumAge.optional(),
  prereleases: z
    .boolean()
    .optional()
    .describe('Let prereleases be targets, for every alias of the rule that does not say.'),
  onDelete: z
    .union([
      z.enum(['repoint', 'remove', 'keep']),
      z.strictObject({
        fallback: text.describe('The key of an object that aliases point at when no candidate is left.'),
      }),
    ])
    .default('repoint')
    .describe(
      'When the target is deleted: point at the next best, remove the alias, or keep it as it is; with fallback, point at the next best, and where none is left at that object.',
    ),
  protected: isProtected.optional(),
  guard: z
    .boolean()
    .default(false)
    .describe(
      'Look again whenever a link is written at an alias of this rule: undoes what other programs write over it.',
    ),
  onConflict: z
    .enum(['refuse', 'replace'])
    .default('refuse')
    .describe('When a real object stands at the alias key: leave it alone, or replace it.'),
});

/** The rules file, as people write it. */
export const rulesSchema = z.strictObject({
  version: z.literal(1, 'must be 1').describe('The version of this language.'),
  rules: z
    .array(ruleSchema)
    .min(1, 'must hold at least one rule')
    .describe('An alias that two rules can give belongs to the first.'),
});

export type WrittenRules = z.infer<typeof rulesSchema>;
export type WrittenRule = WrittenRules['rules'][number];
