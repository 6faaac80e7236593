import { createHash } from 'node:crypto';
import { parseRules as compileRules } from '../../rules/file/parse-rules.ts';
import type { RuleSet as CompiledRules } from '../../rules/rule-set.ts';
import { createSeal } from './sealed.ts';

/** The rules of one file, checked and compiled. Pass it to functions of this package; its fields are for display. */
export interface RuleSet {
  /** The name of the file that the rules came from, as given to {@link parseRules}. */
  readonly file: string;
  /** `sha256:` and 64 hex digits of the text. Two texts with the same digest are the same rules. */
  readonly digest: string;
  /** In the order of the file. */
  readonly rules: readonly RuleSummary[];
}

/** One rule, as written in the file. */
export interface RuleSummary {
  readonly name: string;
  /** Keys of candidates begin with it. Empty for all keys. */
  readonly prefix: string;
  /** RE2 regular expression that keys of candidates match. */
  readonly regex: string;
  /** The orders that compare candidates: `semver`, or `semver, number` for a list. */
  readonly order: string;
  readonly aliases: readonly AliasTemplate[];
}

/** One alias template of a rule. */
export interface AliasTemplate {
  /** Template of the alias key: `releases/{app}/latest/{file}`. */
  readonly key: string;
  /** Whether prereleases can be the target. */
  readonly prereleases: boolean;
  /** Whether only an explicit command moves the alias. */
  readonly protected: boolean;
}

/** Options of {@link parseRules}. */
export interface ParseRulesOptions {
  /** The file name that messages begin with. Default: `autoalias.yaml`. */
  readonly file?: string;
}

const compiled = createSeal<RuleSet, CompiledRules>('parseRules');

/**
 * Reads the text of a rules file (YAML or JSON).
 *
 * @throws RulesInvalid with every problem and its line and column, if the rules cannot be used.
 * @example
 * const rules = parseRules(readFileSync('autoalias.yaml', 'utf8'), { file: 'autoalias.yaml' });
 */
export function parseRules(text: string, options: ParseRulesOptions = {}): RuleSet {
  const { file = 'autoalias.yaml' } = options;
  const internal = compileRules(text, file);
  return compiled.seal(
    {
      file,
      digest: `sha256:${createHash('sha256').update(text).digest('hex')}`,
      rules: internal.rules.map(({ name, prefix, pattern, order, templates }) => ({
        name,
        prefix,
        regex: pattern.source,
        order: order.name,
        aliases: templates.map((template) => ({
          key: template.text,
          prereleases: template.prereleases,
          protected: template.protected,
        })),
      })),
    },
    internal,
  );
}

/** The compiled rules behind a public rule set. */
export function compiledRules(rules: RuleSet): CompiledRules {
  return compiled.open(rules);
}
