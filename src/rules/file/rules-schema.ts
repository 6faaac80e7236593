import * as z from 'zod';
import { TOKEN_LIST } from '../orders/dates/date-format.ts';
import { MOST_ORDER_CHARACTERS, ORDER_NAMES } from '../orders/orders.ts';

const text = z.string().min(1, 'must not be empty');

/** The maximum number of characters of an alias key. */
export const ALIAS_KEY_CHARACTERS = 2000;
/** The maximum number of aliases of a rule. */
export const RULE_ALIASES = 100;
/** The maximum number of characters of each way to write `match`. */
export const MATCH_CHARACTERS = { key: 2000, regex: 4000 };
/** The name of a rule. */
export const RULE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

const aliasKey = text
  .max(ALIAS_KEY_CHARACTERS, 'must have at most 2,000 characters')
  .describe('Template of the alias key: {group}, {group.part}; {{ and }} for braces.');

/** Limits on the order values that can be targets. All of them apply. */
const boundsShape = {
  after: text.optional().describe('Only values of the order that are greater than this one.'),
  before: text.optional().describe('Only values of the order that are less than this one.'),
  range: text.optional().describe('For semver: a range in npm syntax, like ^1.2 or ">=1.2 <3".'),
};

/** The limits of a rule or an alias as written. */
export type WrittenBounds = { readonly [word in keyof typeof boundsShape]?: string | undefined };

const minimumAge = text.describe(
  'How long a candidate must have existed unchanged before it can be a target: 30m, 2h, 7d. The sweep then moves the alias.',
);

const isProtected = z
  .boolean()
  .describe(
    'Only a command that names the alias moves it: autoalias apply, pin, rollback, withdraw or restore with its key.',
  );

const headerValue = text
  .max(1000, 'must have at most 1,000 characters')
  .regex(/^[\x20-\x7e]*$/, 'must be printable ASCII')
  .refine((value) => value.trim() === value, 'must not begin or end with a space');

const headers = z
  .union([
    z.literal('inherit'),
    z.strictObject({
      'Cache-Control': headerValue.optional().describe('Default: no-cache.'),
      'Content-Type': headerValue.optional().describe('Default: that of the target.'),
      'Content-Disposition': headerValue.optional().describe('Default: that of the target.'),
      'Content-Encoding': headerValue.optional().describe('Default: that of the target.'),
      'Content-Language': headerValue.optional().describe('Default: that of the target.'),
      Expires: headerValue.optional().describe('Default: none.'),
    }),
  ])
  .describe(
    'Headers of the alias. It copies those that are not named from its target, except Expires. With inherit, it also copies Cache-Control.',
  );

const archived = z
  .enum(['skip', 'allow'])
  .describe(
    'Whether an archived object that is not restored can be a target. Readers get an error from it. Default: skip.',
  );

const aliasSchema = z
  .union([
    aliasKey,
    z.strictObject({
      key: aliasKey,
      prereleases: z.boolean().optional().describe('Whether prereleases can be the target of this alias.'),
      ...boundsShape,
      minimumAge: minimumAge.optional(),
      protected: isProtected.optional(),
      headers: headers.optional(),
      archived: archived.optional(),
    }),
  ])
  .describe('An alias: its key, or its key with options.');

/** One entry of `order`. */
export const termSchema = z
  .strictObject({
    by: z.enum(ORDER_NAMES).describe('How candidates are ordered.'),
    on: text.optional().describe('The group that is compared, or a template over groups: "{year}-{month}".'),
    desc: z.boolean().optional().describe('Whether the least value wins. Default: false, the greatest value wins.'),
    format: text
      .optional()
      .describe(`For date: the tokens ${TOKEN_LIST}, and literal text. Write literal letters in brackets: [week].`),
    values: z
      .array(text.max(MOST_ORDER_CHARACTERS, `must have at most ${MOST_ORDER_CHARACTERS} characters`))
      .min(1, 'must contain at least one value')
      .max(1000, 'must contain at most 1,000 values')
      .optional()
      .describe('For list: the values, lowest first. Other values are skipped.'),
    bare: z
      .boolean()
      .optional()
      .describe('For pep440, debian and maven: with false, numbers without a dot, such as 483, are skipped.'),
  })
  .describe('How candidates are compared, and by which text of their keys.');

/** One entry of `order` as written. */
export type WrittenTerm = z.infer<typeof termSchema>;

const exclude = text
  .max(4000, 'must have at most 4,000 characters')
  .describe('RE2 regular expression of keys that are not candidates, even if key or regex matches them.');

/** The two ways to write `match`. */
export const MATCH_FORMS = {
  key: z
    .strictObject({
      key: text
        .max(MATCH_CHARACTERS.key, 'must have at most 2,000 characters')
        .describe(
          'Template of the whole key, like releases/{app}/{version}/{file}: {name} is text without /, {name:**} is one or more folders. A name that occurs twice has the same text. {{ and }} for braces.',
        ),
      exclude: exclude.optional(),
    })
    .describe('A template of the keys.'),
  regex: z
    .strictObject({
      prefix: z
        .string()
        .default('')
        .describe(
          'Only keys that begin with this text are candidates. Also narrows triggers, listings and permissions.',
        ),
      regex: text
        .max(MATCH_CHARACTERS.regex, 'must have at most 4,000 characters')
        .describe(
          'RE2 regular expression with named groups, (?<name>...). It is not anchored: write ^ and $ to match whole keys.',
        ),
      exclude: exclude.optional(),
    })
    .describe('A prefix and a regular expression, for keys that a template cannot describe.'),
};

const matchSchema = z
  .union([MATCH_FORMS.key, MATCH_FORMS.regex])
  .describe('Which objects are candidates: key, or prefix and regex. Links are never candidates.');

/** One rule of the file. */
export const ruleSchema = z.strictObject({
  name: z
    .string()
    .regex(RULE_NAME, 'must be 1 to 63 letters, digits, ".", "_" or "-", beginning with a letter or digit')
    .describe('Unique name, which is stored in the tags of every alias.'),
  match: matchSchema,
  order: z
    .union([
      termSchema,
      z
        .array(termSchema)
        .min(1, 'must contain at least one order')
        .max(10, 'must contain at most 10 orders')
        .describe('Compared by the first entry. If candidates are equal in it, by the second one, and so on.'),
    ])
    .describe(
      'The greatest candidate wins. If candidates are equal, the one modified last wins, then the one with the greater key.',
    ),
  aliases: z
    .array(aliasSchema)
    .min(1, 'must name at least one alias')
    .max(RULE_ALIASES, 'must name at most 100 aliases, since each upload writes all of them')
    .describe('The aliases that each candidate can be the target of.'),
  release: z
    .strictObject({
      of: text.describe('What identifies a release: a template over groups, like "{app}/{version}".'),
      complete: z
        .array(text)
        .min(1, 'must name at least one file, or a release would be complete with its first file')
        .max(20, 'must contain at most 20 files')
        .describe(
          'Keys that must exist before a release can be a target, like "releases/{app}/{version}/SHA256SUMS". * matches text without /, ** matches any text.',
        ),
    })
    .optional()
    .describe('Aliases move together: all of them point at the greatest release that is complete.'),
  ...boundsShape,
  minimumAge: minimumAge.optional(),
  prereleases: z
    .boolean()
    .optional()
    .describe('Whether prereleases can be targets. Applies to every alias of the rule that does not set it.'),
  onDelete: z
    .union([
      z.enum(['repoint', 'remove', 'keep']),
      z.strictObject({
        fallback: text.describe('The key of an object that aliases point at when there is no candidate.'),
      }),
    ])
    .default('repoint')
    .describe(
      'When the target is deleted: point at the next best candidate, remove the alias, or keep it unchanged. With fallback: point at the next best candidate, or at that object if there is no candidate.',
    ),
  protected: isProtected.optional(),
  headers: headers.optional(),
  archived: archived.optional(),
  guard: z
    .boolean()
    .default(false)
    .describe(
      'Check an alias of this rule whenever a link is written at its key, and undo the writes of other programs.',
    ),
  withdraw: z
    .boolean()
    .default(true)
    .describe(
      'Whether an object whose key ends in .withdrawn withdraws objects: they are not candidates while it exists.',
    ),
  onConflict: z
    .enum(['refuse', 'replace'])
    .default('refuse')
    .describe('When there is an object at the alias key that is not a link: keep it, or replace it with the alias.'),
});

/** The rules file. */
export const rulesSchema = z.strictObject({
  version: z.literal(1, 'must be 1').describe('The version of the rules language.'),
  rules: z
    .array(ruleSchema)
    .min(1, 'must contain at least one rule')
    .describe('If two rules can produce the same alias key, it belongs to the first one.'),
});

/** A rules file as written, with defaults filled in. */
export type WrittenRules = z.infer<typeof rulesSchema>;
/** A rule as written, with defaults filled in. */
export type WrittenRule = WrittenRules['rules'][number];
