import { parseRules } from '../../rules/parse-rules.ts';
import { RulesInvalid } from '../../rules/rules-problem.ts';
import type { CommandResult } from '../command-result.ts';
import { EXIT } from '../exit-code.ts';
import { readRulesText } from '../rules-option.ts';

/** Checks rules files: `file:line:column: what: why; what instead`, a line each. */
export const validate = (files: readonly string[]): CommandResult => {
  const checked = files.map(check);
  return {
    exitCode: checked.every(({ ok }) => ok) ? EXIT.done : EXIT.failed,
    json: { files: checked.map(({ text: _, ...rest }) => rest) },
    text: checked.map(({ text }) => text).join('\n'),
  };
};

const check = (file: string) => {
  try {
    const { rules } = parseRules(readRulesText(file), file);
    const aliases = rules.reduce((sum, rule) => sum + rule.forms.length, 0);
    const text = `${file}: right: ${count(rules.length, 'rule')}, ${count(aliases, 'alias', 'aliases')}`;
    return { file, ok: true, rules: rules.length, aliases, problems: [], text };
  } catch (error) {
    if (!(error instanceof RulesInvalid)) throw error;
    return { file, ok: false, problems: error.problems, text: error.message };
  }
};

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
