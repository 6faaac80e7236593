import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse, stringify } from 'yaml';
import { decodeEvents } from '../../../src/events/decode-events.ts';
import { FINDING_CODES } from '../../../src/lint/finding.ts';
import { lintRules } from '../../../src/lint/lint-rules.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { matchKey } from '../../../src/rules/match/match-key.ts';
import type { RuleSet } from '../../../src/rules/rule-set.ts';
import { commandHelp } from '../generated/command-reference.ts';
import { oidcFlaw, pipelineFlaw, tokensFlaw } from './access-blocks.ts';
import { checkFlow, checkRooms } from './check-mermaid.ts';
import { checkKeyTemplate } from './key-template-block.ts';
import type { Block } from './markdown.ts';
import { jsonDifference, outputDifference } from './match-output.ts';
import { callFlaw } from './recorded-calls.ts';
import { runProgram, typeErrors } from './run-program.ts';
import type { Session } from './session.ts';
import { type CommandRun, commandsOf, exchangesOf } from './shell.ts';

/** Where a block is checked: what the blocks above it left behind. */
export interface Surroundings {
  readonly session: Session;
  /** The rules of the latest `yaml` block above. */
  rules?: RuleSet;
}

/** What is wrong with the block; undefined if nothing is. */
type Check = (block: Block, around: Surroundings) => Promise<string | undefined> | string | undefined;

interface BlockRule {
  readonly check: Check;
  readonly options: readonly string[];
}

/** The rule for each language and kind of block. test/README.md describes them to authors. */
const RULES: Readonly<Record<string, BlockRule>> = {
  'yaml rules': { check: checkRules, options: ['file', 'allow'] },
  'yaml rule': { check: checkRulePart, options: [] },
  'yaml refused': { check: checkRefused, options: ['file'] },
  'text key-template': { check: checkKeyTemplate, options: [] },
  'text feeds': { check: checkFeeds, options: [] },
  'text uploads': { check: checkUploads, options: [] },
  'text deletes': { check: checkDeletes, options: [] },
  'text aliases': { check: checkAliases, options: [] },
  'text paths': { check: checkPaths, options: ['in'] },
  'text output': { check: checkOutput, options: [] },
  'text help': { check: checkHelp, options: ['of'] },
  'json output': { check: checkJsonOutput, options: ['first'] },
  'json policy': { check: checkPolicy, options: [] },
  'json tokens': { check: ({ text }) => tokensFlaw(text), options: [] },
  'json oidc': { check: ({ text }) => oidcFlaw(text), options: [] },
  'yaml pipeline': { check: ({ text }) => pipelineFlaw(text), options: [] },
  'json event': { check: checkEvent, options: [] },
  'sh run': { check: checkScript, options: ['exit'] },
  'sh eventually': { check: checkEventually, options: [] },
  'sh cloud': { check: checkCloudScript, options: [] },
  'console run': { check: checkConsole, options: ['exit'] },
  'ts run': { check: (block, { session }) => checkProgram(block, session), options: ['in'] },
  'ts types': { check: (block, { session }) => typeErrors(block, session), options: ['in'] },
  'text objects': { check: testedBy('rules-reference.test.ts', 'src/rules/README.md'), options: [] },
  'diff changes': { check: testedBy('rules-reference.test.ts', 'src/rules/README.md'), options: [] },
  'text result': { check: testedBy('rules-reference.test.ts', 'src/rules/README.md'), options: ['at'] },
  'text headers': { check: testedBy('rules-reference.test.ts', 'src/rules/README.md'), options: [] },
  'text order': {
    check: testedBy('rules-reference.test.ts', 'src/rules/README.md'),
    options: ['by', 'format', 'values'],
  },
  'text steps': { check: testedBy('interleavings.test.ts', 'src/aliases/README.md'), options: [] },
  'mermaid flow': { check: checkFlow, options: [] },
  'mermaid rooms': { check: checkRooms, options: [] },
  'js run': { check: (block, { session }) => runProgram(block, session), options: ['in'] },
};

/** The blocks of one page whose own test runs them. */
function testedBy(test: string, page: string): Check {
  return ({ document }) => (document === page ? undefined : `only ${page} has such blocks, and ${test} runs them`);
}

/** Lines of a file, in any language. */
const EXCERPT: BlockRule = { check: checkExcerpt, options: ['of'] };

const DEFAULT_KINDS: Readonly<Record<string, string>> = {
  yaml: 'rules',
  sh: 'run',
  console: 'run',
  ts: 'run',
  js: 'run',
};

export async function blockFlaw(block: Block, around: Surroundings): Promise<string | undefined> {
  const kind = block.kind || (DEFAULT_KINDS[block.language] ?? '');
  const rule = kind === 'excerpt' ? EXCERPT : RULES[`${block.language} ${kind}`];
  if (rule === undefined) {
    return `no rule covers the block "${block.language} ${kind}"; there are ${Object.keys(RULES).join(', ')}`;
  }
  const unknown = Object.keys(block.options).find((name) => !rule.options.includes(name));
  return unknown === undefined ? rule.check(block, around) : `the block has no option ${unknown}`;
}

async function checkRules({ text, options }: Block, around: Surroundings): Promise<string | undefined> {
  const { file = 'rules.yaml', allow = '' } = options;
  const rules = problemsOf(text, file);
  if (typeof rules === 'string') return rules;
  around.rules = rules;
  const allowed = allow.split(',').filter((code) => code !== '');
  const findings = lintRules(text, file, { policy: undefined, triggers: undefined });
  const found = findings.find(({ code }) => !allowed.includes(code));
  if (found !== undefined) return `lint: ${found.line}: ${found.what}: ${found.why}; ${found.instead} [${found.code}]`;
  const needless = allowed.find((code) => !findings.some((finding) => finding.code === code));
  if (needless !== undefined) return `lint finds no ${needless} of ${FINDING_CODES.join(', ')}; leave out "allow"`;
  if (options.file !== undefined) await around.session.write(options.file, text);
  return undefined;
}

function problemsOf(text: string, file: string): RuleSet | string {
  try {
    return parseRules(text, file);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Some fields of a rule, as they would be in this one. */
function checkRulePart({ text }: Block): string | undefined {
  const rule = {
    name: 'app',
    match: { prefix: 'releases/', regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$' },
    order: { by: 'semver', on: 'version' },
    aliases: ['releases/{app}/latest/{file}'],
    ...parse(text),
  };
  const rules = problemsOf(stringify({ version: 1, rules: [rule] }), 'rules.yaml');
  return typeof rules === 'string' ? rules : undefined;
}

async function checkRefused({ text, options }: Block, { session }: Surroundings): Promise<string | undefined> {
  if (options.file !== undefined) await session.write(options.file, text);
  return typeof problemsOf(text, 'rules.yaml') === 'string' ? undefined : 'the rules are valid';
}

/** `KEY -> ALIAS`, one alias a line. A line without a key continues; `(none)`: the key feeds no alias. */
function checkFeeds({ text }: Block, { rules }: Surroundings): string | undefined {
  if (rules === undefined) return 'there is no yaml block above';
  const shown = new Map<string, string[]>();
  for (const [key, alias] of pairsOf(text)) {
    const name = key || ([...shown.keys()].at(-1) ?? '');
    shown.set(name, [...(shown.get(name) ?? []), ...(alias === '(none)' ? [] : [alias])]);
  }
  for (const [key, aliases] of shown) {
    const real = matchKey(rules, key).matches.map(({ alias }) => alias);
    if (real.join('\n') !== aliases.join('\n')) return `${key} feeds ${real.join(', ') || 'no alias'}`;
  }
  return shown.size === 0 ? 'the block is empty' : undefined;
}

async function checkUploads({ text }: Block, { session }: Surroundings): Promise<string | undefined> {
  for (const key of linesOf(text)) await session.upload(key);
  return undefined;
}

async function checkDeletes({ text }: Block, { session }: Surroundings): Promise<string | undefined> {
  for (const key of linesOf(text)) await session.remove(key);
  return undefined;
}

/** `ALIAS -> TARGET`, as the links of the bucket are now. `(none)`: there is no link. */
async function checkAliases({ text }: Block, { session }: Surroundings): Promise<string | undefined> {
  for (const [alias, target] of pairsOf(text)) {
    const real = (await session.targetOf(alias)) ?? '(none)';
    if (real !== target) return `${alias} points at ${real}`;
  }
  return undefined;
}

function pairsOf(text: string): readonly (readonly [string, string])[] {
  return linesOf(text).map((line) => {
    const [left = '', right = ''] = line.split('->').map((part) => part.trim());
    return [left, right] as const;
  });
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** Words with a slash or a file's ending are paths, of the project or below the folder `in`. */
function checkPaths({ text, options }: Block): string | undefined {
  const folder = options.in === undefined ? '' : `${options.in}/`;
  const paths = text.match(/(?<![\w<{/.-])[\w.][\w./-]*(?:\/|\.(?:ts|mjs|md|yml|yaml|json))(?![\w{<])/g) ?? [];
  const absent = paths.filter((path) => !existsSync(`${folder}${path}`));
  if (paths.length === 0) return 'the block names no path';
  return absent.length === 0 ? undefined : `there is no ${absent.join(', ')}`;
}

/** Lines of the help of a command. `of=api+put-symlink` is a command of two words. */
function checkHelp({ text, options }: Block): string | undefined {
  const help = commandHelp((options.of ?? '').replaceAll('+', ' '));
  if (help === undefined) return 'say help of=COMMAND, with a command that exists';
  const words = (lines: string): string => lines.split(/\s+/).join(' ');
  const absent = linesOf(text).find((line) => !words(help).includes(words(line.trim())));
  return absent === undefined ? undefined : `the help of ${options.of} does not contain: ${absent}`;
}

function checkOutput({ text }: Block, { session }: Surroundings): string | undefined {
  return outputDifference(text, session.lastOutput);
}

/** `first=line`: of several lines, the first is JSON. */
function checkJsonOutput({ text, options }: Block, { session }: Surroundings): string | undefined {
  const output = options.first === 'line' ? (session.lastOutput.split('\n')[0] ?? '') : session.lastOutput;
  return jsonDifference(JSON.parse(text), JSON.parse(output));
}

async function checkPolicy({ text, line }: Block, { session }: Surroundings): Promise<string | undefined> {
  JSON.parse(text);
  const file = `policy-${line}.json`;
  await session.write(file, text);
  const { exitCode, output } = await session.run(`autoalias lint functions/autoalias.yaml --policy ${file}`);
  return exitCode === 0 || exitCode === 3 ? undefined : output;
}

function checkEvent({ text }: Block): string | undefined {
  const { changes } = decodeEvents(JSON.parse(text));
  return changes.length > 0 ? undefined : 'no change is read from the event';
}

async function checkScript(block: Block, { session }: Surroundings): Promise<string | undefined> {
  session.lastOutput = '';
  const commands = commandsOf(block.text);
  for (const [i, command] of commands.entries()) {
    const ran = await session.run(command);
    session.lastOutput += ran.output;
    const flaw = ranFlaw(command, ran, i === commands.length - 1 ? block : undefined, session);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

/** For what is written a moment later, such as logs: repeats the commands until they print something. */
async function checkEventually(block: Block, around: Surroundings): Promise<string | undefined> {
  const flaw = await checkScript(block, around);
  return flaw === undefined && around.session.lastOutput === '' ? checkEventually(block, around) : flaw;
}

/** The exit code that the block names is that of its last command. */
function ranFlaw(command: string, ran: CommandRun, block: Block | undefined, session: Session): string | undefined {
  const wanted = Number(block?.options.exit ?? 0);
  if (ran.exitCode !== wanted) return `exit code ${ran.exitCode} of ${command}\n${ran.output}`;
  return ran.calls.map((call) => callFlaw(call, session.directory)).find((flaw) => flaw !== undefined);
}

/** For commands of a deployment in the cloud: nothing of autoalias runs, its flags are checked. */
async function checkCloudScript({ text }: Block, { session }: Surroundings): Promise<string | undefined> {
  for (const command of commandsOf(text)) {
    const flaw = ranFlaw(command, await session.run(command, 'recorded'), undefined, session);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

async function checkConsole(block: Block, { session }: Surroundings): Promise<string | undefined> {
  const exchanges = exchangesOf(block.text);
  for (const [i, { command, shown }] of exchanges.entries()) {
    const ran = await session.run(command);
    const flaw = ranFlaw(command, ran, i === exchanges.length - 1 ? block : undefined, session);
    const difference = flaw ?? outputDifference(shown, ran.output);
    if (difference !== undefined) return `${command}: ${difference}`;
  }
  return exchanges.length === 0 ? 'the block has no command' : undefined;
}

async function checkProgram(block: Block, session: Session): Promise<string | undefined> {
  return (await typeErrors(block, session)) ?? (await runProgram(block, session));
}

function checkExcerpt({ text, options }: Block): string | undefined {
  const { of = '' } = options;
  if (!existsSync(of)) return `there is no file ${of || '(say excerpt of=FILE)'}`;
  const squeezed = (lines: string): string =>
    linesOf(lines)
      .map((line) => line.trim())
      .join('\n');
  const source = squeezed(readFileSync(of, 'utf8'));
  let at = 0;
  for (const part of squeezed(text).split(/^(?:\/\/ |# )?…$/m)) {
    const found = source.indexOf(part.trim(), at);
    if (found < 0) return `${basename(of)} does not contain:\n${part.trim()}`;
    at = found + part.length;
  }
  return undefined;
}
