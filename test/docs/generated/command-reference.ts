import type { Argument, Command, Option } from 'commander';
import { buildProgram } from '../../../src/cli/program.ts';
import { wrapped, wrappedItem } from './wrapped.ts';

/** Options in at least this many commands are described once. */
const SHARED_BY = 5;

/** The help of a command, as `plan` or `api put-symlink`; of the program, if the path is empty. */
export function commandHelp(path: string): string | undefined {
  let command: Command | undefined = program();
  for (const word of path.split(' ').filter((one) => one !== '')) {
    command = command?.commands.find((one) => one.name() === word);
  }
  return command === undefined ? undefined : helpOf(command);
}

function program(): Command {
  const io = { env: {}, out: () => {}, err: () => {}, signal: new AbortController().signal };
  return buildProgram(io, () => {});
}

/** The reference of all commands as Markdown, from the same objects that print the help. */
export function commandReference(): string {
  const commands = leaves(program());
  const shared = sharedOptions(commands.map(({ command }) => command));
  const groups = [...new Set(commands.map(({ group }) => group))];
  return [
    '### Shared options',
    '',
    'Every command takes `--json`, which prints JSON, and `--help`. Commands that work on a bucket also take these:',
    '',
    ...shared.filter(({ long }) => long !== '--json').flatMap(optionLines),
    '',
    ...groups.flatMap((group) => [
      `### ${group}`,
      '',
      ...commands.filter((one) => one.group === group).flatMap((leaf) => commandSection(leaf, commands, shared)),
    ]),
  ].join('\n');
}

interface Leaf {
  readonly group: string;
  /** `api put-symlink`. */
  readonly path: string;
  readonly command: Command;
}

/** Every command that does something, in the order of the help. */
function leaves(program: Command): readonly Leaf[] {
  const below = (command: Command, path: string, group: string): readonly Leaf[] =>
    command.commands.length === 0
      ? [{ group, path, command }]
      : command.commands.flatMap((one) => below(one, `${path} ${one.name()}`, group));
  return program.commands
    .filter((command) => command.name() !== 'help')
    .flatMap((command) => below(command, command.name(), command.helpGroup().replace(/:$/, '')));
}

function sharedOptions(commands: readonly Command[]): readonly Option[] {
  const uses = new Map<string, { readonly option: Option; count: number }>();
  for (const option of commands.flatMap((command) => visible(command))) {
    const known = uses.get(keyOf(option));
    if (known === undefined) uses.set(keyOf(option), { option, count: 1 });
    else known.count += 1;
  }
  return [...uses.values()].filter(({ count }) => count >= SHARED_BY).map(({ option }) => option);
}

function keyOf({ flags, description }: Option): string {
  return `${flags} ${description}`;
}

function visible(command: Command): readonly Option[] {
  return command.options.filter(({ hidden }) => !hidden);
}

function commandSection(leaf: Leaf, all: readonly Leaf[], shared: readonly Option[]): readonly string[] {
  const { path, command } = leaf;
  const title = [`#### \`autoalias ${path}\``, ''];
  const twin = all.find((one) => one !== leaf && path.endsWith(` ${one.path}`));
  if (twin !== undefined && sameOptions(twin.command, command)) {
    return [...title, `The same as \`autoalias ${twin.path}\`, with the exit codes of ossutil.`, ''];
  }
  const isShared = (option: Option): boolean => shared.some((one) => keyOf(one) === keyOf(option));
  const usage = command.registeredArguments.map(argumentText).join(' ');
  return [
    ...title,
    ...wrapped(sentence(command.description())),
    '',
    ...(usage === '' ? [] : [`Usage: \`autoalias ${path} ${usage}\``, '']),
    ...list([
      ...command.registeredArguments.flatMap(argumentLines),
      ...visible(command)
        .filter((option) => !isShared(option))
        .flatMap(optionLines),
    ]),
    ...alsoTakes(visible(command).filter(isShared), shared),
    ...moreHelp(path, command),
  ];
}

function sameOptions(one: Command, other: Command): boolean {
  return visible(one).map(keyOf).join('\n') === visible(other).map(keyOf).join('\n');
}

/** Every command takes `--json`, which is said once. */
function alsoTakes(taken: readonly Option[], shared: readonly Option[]): readonly string[] {
  const names = taken.filter(({ long }) => long !== '--json').map(({ long }) => `\`${long}\``);
  if (names.length === 0) return [];
  if (taken.length === shared.length) return ['Also takes the [shared options](#shared-options).', ''];
  return [`Also takes ${names.join(' and ')} of the [shared options](#shared-options).`, ''];
}

function list(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [...lines, ''];
}

function argumentText(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

function argumentLines(argument: Argument): readonly string[] {
  const { description, argChoices, defaultValue } = argument;
  return bullet(argumentText(argument), description, argChoices, defaultValue);
}

function optionLines({ flags, description, argChoices, defaultValue }: Option): readonly string[] {
  return bullet(flags, description, argChoices, defaultValue);
}

function bullet(
  code: string,
  description: string,
  choices: readonly string[] | undefined,
  defaultValue: unknown,
): readonly string[] {
  const fallback = defaultValue === undefined ? '' : `; default: \`${String(defaultValue)}\``;
  return wrappedItem(`- \`${code}\`: ${escaped(description)}${choicesOf(choices)}${fallback}`);
}

function choicesOf(choices: readonly string[] | undefined): string {
  return choices === undefined ? '' : `; one of ${choices.map((choice) => `\`${choice}\``).join(', ')}`;
}

/** The text that the help has below the options. Indented lines stay as they are. */
function moreHelp(path: string, command: Command): readonly string[] {
  const text = helpOf(command).slice(command.helpInformation().length).replace(/^\n+/, '');
  const parts: { readonly isCode: boolean; readonly lines: string[] }[] = [];
  for (const line of text.trimEnd().split('\n')) {
    const isCode = line.startsWith('  ');
    const last = parts.at(-1);
    if (line === '') parts.push({ isCode: false, lines: [] });
    else if (last !== undefined && last.isCode === isCode && !OWN_PARAGRAPH.test(line)) last.lines.push(line);
    else parts.push({ isCode, lines: [line] });
  }
  return parts
    .filter(({ lines }) => lines.length > 0)
    .flatMap(({ isCode, lines }) =>
      isCode
        ? [`\`\`\`text help of=${path.replaceAll(' ', '+')}`, ...lines.map((line) => line.slice(2)), '```', '']
        : [...wrapped(escaped(lines.join(' '))), ''],
    );
}

/** Sentences that readers look for. */
const OWN_PARAGRAPH = /^(?:With --json|Exit codes? )/;

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    ...command.configureOutput(),
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  return text;
}

function sentence(text: string): string {
  return `${escaped(text).replace(/^[a-z]/, (first) => first.toUpperCase())}.`;
}

/** The text as Markdown. Flags, variables, command lines and JSON become code. */
function escaped(text: string): string {
  return text
    .split(CODE)
    .map((part, i) => (i % 2 === 0 ? part.replace(/[<>*|]/g, '\\$&') : `\`${part.replace(/^"([a-z].*)"$/, '$1')}\``))
    .join('');
}

const CODE = /("?apply --all"?|(?<![\w-])--[a-z][\w-]*|\b[A-Z]+(?:_[A-Z]+)+\b|"autoalias [^"]+"|\{"[^}]*\})/;
