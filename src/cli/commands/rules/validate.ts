import { AutoaliasError } from '../../../autoalias-error.ts';
import { parseRules } from '../../../rules/file/parse-rules.ts';
import { RulesInvalid, type RulesProblem } from '../../../rules/file/rules-problem.ts';
import type { CommandRegistry, JsonFlag } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { rulesProblemLines } from '../../error-report.ts';
import { EXIT } from '../../exit-code.ts';
import { readRulesText } from '../../options/read-rules-text.ts';
import { count } from '../../terminal/count.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';

/** The `--json` output for one file. */
interface Checked {
  readonly file: string;
  readonly ok: boolean;
  readonly rules?: number;
  readonly aliases?: number;
  readonly problems: readonly RulesProblem[];
  /** How many further problems there are. */
  readonly more?: number;
  /** Why the file could not be read. */
  readonly unreadable?: string;
}

export function addValidate({ add, finish }: CommandRegistry): void {
  add('validate', 'check rules files; each problem is printed as file:line:column: what: why; what to do instead')
    .argument('<file...>', 'rules files, YAML or JSON')
    .action((files: readonly string[], flags: JsonFlag) => finish(validate(files), flags));
}

function validate(files: readonly string[]): CommandResult {
  const checked = files.map(check);
  return {
    exitCode: checked.every(({ json }) => json.ok) ? EXIT.done : EXIT.failed,
    json: { files: checked.map(({ json }) => json) },
    lines: checked.flatMap(({ lines }) => lines),
  };
}

function check(file: string): { readonly json: Checked; readonly lines: readonly string[] } {
  try {
    const { rules } = parseRules(readRulesText(file), file);
    const aliases = rules.reduce((sum, rule) => sum + rule.templates.length, 0);
    const right = `${file}: right: ${count(rules.length, 'rule')}, ${count(aliases, 'alias', 'aliases')}`;
    return { json: { file, ok: true, rules: rules.length, aliases, problems: [] }, lines: [escapeForTerminal(right)] };
  } catch (error) {
    if (!(error instanceof AutoaliasError)) throw error;
    if (error instanceof RulesInvalid) {
      const { problems, more } = error;
      return { json: { file, ok: false, problems, ...(more === 0 ? {} : { more }) }, lines: rulesProblemLines(error) };
    }
    const { message } = error;
    return { json: { file, ok: false, problems: [], unreadable: message }, lines: [escapeForTerminal(message)] };
  }
}
