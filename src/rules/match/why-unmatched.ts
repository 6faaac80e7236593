import { isStateKey } from '../../state-key.ts';
import { differingName } from '../key-template/differing-name.ts';
import type { Rule } from '../rule.ts';
import { isMarkerKey } from './marker-place.ts';

/** Why a rule does not read a key. For a person: it takes longer than to read the key. */
export function whyUnmatched(rule: Rule, key: string): string {
  const { prefix, exclude, pattern } = rule;
  if (!key.startsWith(prefix)) return `the key does not begin with ${prefix}`;
  if (isStateKey(key)) return 'no rule reads the keys that autoalias keeps for itself';
  if (isMarkerKey(rule, key)) return 'it is a marker, which withdraws objects';
  if (exclude?.match(key) !== undefined) return `exclude ${exclude.source} matches`;
  if (pattern.template === undefined) return `the regex ${pattern.source} does not match`;
  const why = `the key template ${pattern.template.text} does not match`;
  const differing = pattern.template.repeated.length === 0 ? undefined : differingName(pattern.template.text, key);
  if (differing === undefined) return why;
  const { name, texts, isCertain } = differing;
  const [one, other] = texts.map((text) => JSON.stringify(text));
  return isCertain
    ? `${why}: {${name}} is ${one} and ${other}, and must be the same text each time`
    : `${why}: {${name}} is not the same text in ${one} and in ${other}`;
}
