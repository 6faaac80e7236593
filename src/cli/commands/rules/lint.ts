import { InvalidArgumentError } from 'commander';
import { AutoaliasError } from '../../../autoalias-error.ts';
import { FINDING_CODES, type FindingCode } from '../../../lint/finding.ts';
import { type LintInputs, lintRules, type PlacedFinding, traceLoops } from '../../../lint/lint-rules.ts';
import { parseRules } from '../../../rules/file/parse-rules.ts';
import { RulesInvalid, type RulesProblem } from '../../../rules/file/rules-problem.ts';
import type { CliIo } from '../../cli-io.ts';
import { CLOUD_SETTINGS } from '../../cloud/cloud-settings.ts';
import type { CommandRegistry, JsonFlag } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { rulesProblemLines } from '../../error-report.ts';
import { EXIT, type ExitCode } from '../../exit-code.ts';
import { readPolicies } from '../../lint/read-policy.ts';
import { readTriggers } from '../../lint/read-triggers.ts';
import { rolesWithNeeds } from '../../lint/role-needs.ts';
import { addCloudOption, type CloudFlags, cloudOf } from '../../options/cloud-option.ts';
import { readRulesText } from '../../options/read-rules-text.ts';
import { rulesText } from '../../options/rules-option.ts';
import { count } from '../../terminal/count.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';

interface LintFlags extends JsonFlag, Pick<CloudFlags, 'cloud'> {
  readonly policy?: string;
  readonly triggers?: string;
  readonly parameter?: Readonly<Record<string, string>>;
  readonly allow?: readonly FindingCode[];
}

const HELP = `
Each finding is printed as file:line:column: warning or note: what: why; what to do instead [code].
Exit code 3 if anything was found, 0 if not, 1 if a file cannot be used.

Codes: ${FINDING_CODES.join(', ')}.

A file for --triggers lists the other triggers of the bucket, without those of autoalias, in JSON or YAML:
  [{ "name": "thumbs", "events": ["oss:ObjectCreated:*"], "prefix": "img/", "suffix": ".png" }]
With a ROS template, lint checks that the triggers of the template cover the rules. If a parameter has no default and you
do not set it with --parameter, lint assumes that it can have any value.`;

export function addLint({ io, add, finish }: CommandRegistry): void {
  const command = add(
    'lint',
    'find rules that are valid but probably a mistake: overlaps, unreachable rules, loops, costs, missing permissions',
  );
  addCloudOption(command)
    .argument('[file...]', 'rules files, YAML or JSON; by default the one that the other commands use')
    .option(
      '--policy <file>',
      'a RAM policy, a ROS template, or the output of deploy --print ram: report missing and surplus permissions',
    )
    .option(
      '--triggers <file>',
      'the other triggers of the bucket, or a ROS template: report conflicts and missing triggers',
    )
    .option('--parameter <name=value>', 'a parameter of the ROS template; repeatable', parameter)
    .option('--allow <codes>', 'codes of findings to hide, separated by commas', codes)
    .addHelpText('after', HELP)
    .action((files: readonly string[], flags: LintFlags) => finish(lint(files, flags, io.env), flags));
}

function parameter(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write it like Prefix=releases/.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

function codes(text: string): readonly FindingCode[] {
  return text.split(',').map((word) => {
    const code = FINDING_CODES.find((one) => one === word);
    if (code === undefined) throw new InvalidArgumentError(`"${word}" is not one of ${FINDING_CODES.join(', ')}.`);
    return code;
  });
}

/** The `--json` output for one file. */
interface Linted {
  readonly file: string;
  /** Why the file is invalid, as `validate` reports it. */
  readonly problems: readonly RulesProblem[];
  /** How many further problems there are. */
  readonly more?: number;
  readonly findings: readonly PlacedFinding[];
  /** Why the file could not be read. */
  readonly unreadable?: string;
}

/**
 * Checks all rules files.
 *
 * @throws AutoaliasError `config-invalid` for an unreadable policy or triggers file, `usage` for parameters without a template.
 */
function lint(files: readonly string[], flags: LintFlags, env: CliIo['env']): CommandResult {
  const given = flags.parameter ?? {};
  if (flags.parameter !== undefined && flags.policy === undefined && flags.triggers === undefined) {
    throw new AutoaliasError('usage', '--parameter is for a ROS template; add --policy or --triggers with its file');
  }
  const cloud = cloudOf(flags, env);
  const readsAlibaba = flags.policy !== undefined || flags.triggers !== undefined;
  if (readsAlibaba && flags.cloud !== undefined && cloud !== 'alibaba') {
    throw new AutoaliasError(
      'usage',
      `--policy and --triggers read files of Alibaba Cloud; leave out --cloud ${cloud}, or read the policy of deploy --cloud ${cloud} --print iam`,
    );
  }
  const policies = flags.policy === undefined ? undefined : readPolicies(flags.policy, given);
  const against: LintInputs = {
    policy: policies?.policy,
    roles: policies && ((ruleSet) => rolesWithNeeds(policies, ruleSet)),
    triggers: flags.triggers === undefined ? undefined : readTriggers(flags.triggers, given),
    listsLinks: CLOUD_SETTINGS[cloud].capabilities(env).listsLinks,
  };
  const named = files.length > 0 ? files : [undefined];
  const linted = named.map((file) => lintFile(file, against, env, new Set(flags.allow)));
  return {
    exitCode: exitOf(linted.map(({ json }) => json)),
    json: { files: linted.map(({ json }) => json) },
    lines: linted.flatMap(({ lines }) => lines),
  };
}

function exitOf(linted: readonly Linted[]): ExitCode {
  if (linted.some(({ problems, unreadable }) => problems.length > 0 || unreadable !== undefined)) return EXIT.failed;
  return linted.some(({ findings }) => findings.length > 0) ? EXIT.differences : EXIT.done;
}

interface Result {
  readonly json: Linted;
  readonly lines: readonly string[];
}

function lintFile(
  named: string | undefined,
  against: LintInputs,
  env: CliIo['env'],
  allowed: ReadonlySet<FindingCode>,
): Result {
  let file = named ?? '';
  let text = '';
  try {
    ({ file, text } = named === undefined ? rulesText({}, env) : { file: named, text: readRulesText(named) });
    const { rules } = parseRules(text, file);
    const findings = lintRules(text, file, against).filter(({ code }) => !allowed.has(code));
    const aliases = rules.reduce((sum, rule) => sum + rule.templates.length, 0);
    const clean = `${file}: clean: ${count(rules.length, 'rule')}, ${count(aliases, 'alias', 'aliases')}`;
    return {
      json: { file, problems: [], findings },
      lines: findings.length === 0 ? [escapeForTerminal(clean)] : findings.map((finding) => lineOf(file, finding)),
    };
  } catch (error) {
    if (error instanceof RulesInvalid) return refused(file, text, error);
    if (!(error instanceof AutoaliasError)) throw error;
    return {
      json: { file, problems: [], findings: [], unreadable: error.message },
      lines: [escapeForTerminal(error.message)],
    };
  }
}

/** An invalid file. If it has loops, the findings trace them. */
function refused(file: string, text: string, error: RulesInvalid): Result {
  const { problems, more } = error;
  const findings = traceLoops(text, file);
  return {
    json: { file, problems, ...(more === 0 ? {} : { more }), findings },
    lines: [...rulesProblemLines(error), ...findings.map((finding) => lineOf(file, finding))],
  };
}

function lineOf(file: string, { line, column, severity, what, why, instead, code }: PlacedFinding): string {
  return escapeForTerminal(`${file}:${line}:${column}: ${severity}: ${what}: ${why}; ${instead} [${code}]`);
}
