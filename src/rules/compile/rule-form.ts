import { hasSurrogates } from '../../object-key.ts';
import { isStateKey, STATE_PREFIX } from '../../state-key.ts';
import type { WrittenRule } from '../file/rules-schema.ts';
import { cutPattern } from '../pattern/cut-pattern.ts';
import { isNativePattern, quoteRegex } from '../pattern/pattern.ts';
import { cutTemplate } from '../pattern/template.ts';

/** A rule in two parts, because many rules of a file differ only in the folders with which their keys begin. */
export interface RuleForm {
  /** The folders with which all candidates begin. */
  readonly start: string;
  /** The folders with which each alias template begins. */
  readonly aliasStarts: readonly string[];
  /** The rule without these folders and without its name. It is a valid rule if the whole rule is. */
  readonly rest: WrittenRule;
}

/** Divides a rule. Undefined if its parts depend on each other in ways that need the whole rule. */
export function formOf(written: WrittenRule): RuleForm | undefined {
  const { match, release } = written;
  const { start, rest } = 'key' in match ? cutTemplate(match.key) : cutRegex(match.regex);
  // The files of a release have prefixes of their own.
  if (start === '' || release !== undefined) return undefined;
  if ('regex' in match && !(start.startsWith(match.prefix) && isNativePattern(rest))) return undefined;
  const keys = written.aliases.map((alias) => cutTemplate(typeof alias === 'string' ? alias : alias.key));
  if ([start, ...keys.map((key) => key.start)].some((one) => mayBeState(one) || hasSurrogates(one))) return undefined;
  // Texts that begin with the same folders share one text: each decision then reads it once.
  const shared = 'regex' in match && match.prefix === start ? match.prefix : start;
  return {
    start: shared,
    aliasStarts: keys.map((key) => (key.start === shared ? shared : key.start)),
    rest: {
      ...written,
      name: '',
      match: 'key' in match ? { ...match, key: rest } : { ...match, prefix: '', regex: rest },
      aliases: written.aliases.map((alias, i) => {
        const key = keys[i]?.rest ?? '';
        return typeof alias === 'string' ? key : { ...alias, key };
      }),
    },
  };
}

/** Keys below the state prefix are refused. */
function mayBeState(start: string): boolean {
  return isStateKey(start) || (start !== '' && STATE_PREFIX.startsWith(start));
}

function cutRegex(regex: string): ReturnType<typeof cutTemplate> {
  const cut = cutPattern(regex);
  const end = cut.start.lastIndexOf('/') + 1;
  if (end === 0 || /^[/\\]/.test(cut.start)) return { start: '', rest: regex };
  return { start: cut.start.slice(0, end), rest: `^${quoteRegex(cut.start.slice(end))}${cut.rest.slice(1)}` };
}
