import { allCommands, type CompletedCommand, type CompletedOption, type Completes } from './completion-tree.ts';

/** A completion script for fish, with the descriptions from the help. */
export function fishScript(name: string, program: CompletedCommand): string {
  const commands = allCommands(program);
  const path = `__${name}_path`;
  return `# Completion of ${name} for fish. Load it with: ${name} completion fish | source
function ${path}
  set -l path ''
  set -l skip
  for word in (commandline -opc)[2..-1]
    if test -n "$skip"
      set skip
      continue
    end
    switch $word
      case ${valueFlags(commands).map(quoted).join(' ')}
        set skip 1
        continue
    end
    switch "$path $word"
      case ${commands
        .filter((command) => command.path.length > 0)
        .map((command) => quoted(pathText(command)))
        .join(' ')}
        set path "$path $word"
    end
  end
  echo -- $path
end
complete -c ${name} -f
${commands.flatMap((command) => commandLines(name, `test (${path}) = ${quoted(pathText(command))}`, command)).join('\n')}
`;
}

function pathText({ path }: CompletedCommand): string {
  return path.map((part) => ` ${part}`).join('');
}

function valueFlags(commands: readonly CompletedCommand[]): readonly string[] {
  return [
    ...new Set(
      commands.flatMap(({ options }) => options.flatMap(({ names, value }) => (value === undefined ? [] : names))),
    ),
  ];
}

function commandLines(name: string, where: string, command: CompletedCommand): readonly string[] {
  const start = `complete -c ${name} -n ${quoted(where)}`;
  return [
    ...command.commands.map(
      (below) => `${start} -f -a ${quoted(below.path.at(-1) ?? '')} -d ${quoted(below.description)}`,
    ),
    ...(command.commands.length > 0 || command.argument === undefined
      ? []
      : [`${start} ${offered(command.argument.completes, '-f')}`]),
    ...command.options.map((option) => `${start} ${optionFlags(option)} -d ${quoted(option.description)}`),
  ];
}

function optionFlags({ names, value }: CompletedOption): string {
  return [
    ...names.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)),
    ...(value === undefined ? ['-f'] : [offered(value.completes, '-x')]),
  ].join(' ');
}

/** `without` is the flag that turns file names off: -x for a required value, -f for anything else. */
function offered(completes: Completes, without: '-x' | '-f'): string {
  if (completes === 'anything') return without;
  if (completes === 'file') return without === '-x' ? '-r -F' : '-F';
  return `${without} -a ${quoted(completes.words.join(' '))}`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
