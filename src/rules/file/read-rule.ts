import { memoizeBy } from '../../memoize.ts';
import {
  ALIAS_KEY_CHARACTERS,
  MATCH_CHARACTERS,
  RULE_ALIASES,
  RULE_NAME,
  ruleSchema,
  type WrittenRule,
} from './rules-schema.ts';

/**
 * Checks a rule, and fills in defaults. Undefined if its schema is invalid.
 *
 * The result is that of `ruleSchema`, which takes ten times as long. The rules of a large file differ in name, match and
 * aliases. These are checked here if they have no options, and the schema checks equal options only once.
 */
export function readRule(value: unknown): WrittenRule | undefined {
  if (isRecord(value)) {
    const { name, match, aliases, ...options } = value;
    if (isName(name) && isKeyList(aliases)) {
      const written = readMatch(match);
      const checked = readOptions(options);
      if (written !== undefined && checked !== undefined) return { ...checked, name, match: written, aliases };
    }
  }
  return ruleSchema.safeParse(value).data;
}

/** Whether a value is an object and not an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The options of a rule with their defaults. Undefined if they are invalid. */
const readOptions = memoizeBy(
  (options: Readonly<Record<string, unknown>>) => JSON.stringify(options),
  (options) => ruleSchema.safeParse({ ...options, name: 'x', match: { key: 'x' }, aliases: ['x'] }).data,
);

function isName(value: unknown): value is string {
  return typeof value === 'string' && RULE_NAME.test(value);
}

function isKeyList(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= RULE_ALIASES &&
    value.every((key) => isText(key, ALIAS_KEY_CHARACTERS))
  );
}

/** A match without options, with its fields in the order of the schema: digests depend on it. */
function readMatch(value: unknown): WrittenRule['match'] | undefined {
  if (!isRecord(value)) return undefined;
  const { key, prefix = '', regex } = value;
  const fields = Object.keys(value).length;
  if (isText(key, MATCH_CHARACTERS.key)) return fields === 1 ? { key } : undefined;
  const isWhole = typeof prefix === 'string' && isText(regex, MATCH_CHARACTERS.regex);
  return isWhole && fields === ('prefix' in value ? 2 : 1) ? { prefix, regex } : undefined;
}

function isText(value: unknown, most: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= most;
}
