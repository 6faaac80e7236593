import type { Argument, Command, Option } from 'commander';

/** The values of an option or an argument: one of some words, a file, or anything. */
export type Completes = { readonly words: readonly string[] } | 'file' | 'anything';

export interface CompletedOption {
  /** `-h` and `--help`, as many as there are. */
  readonly names: readonly string[];
  readonly description: string;
  /** Absent for an option without a value. */
  readonly value?: { readonly name: string; readonly completes: Completes };
}

/** A command and everything that a shell can offer after it. */
export interface CompletedCommand {
  /** The words of the command line that name it. Empty for the program itself. */
  readonly path: readonly string[];
  readonly description: string;
  readonly commands: readonly CompletedCommand[];
  readonly options: readonly CompletedOption[];
  /** The first argument. Further ones complete in the same way. */
  readonly argument?: { readonly name: string; readonly completes: Completes };
}

/** The commands and options that the help shows; hidden ones are left out. */
export function completionTree(command: Command, path: readonly string[] = []): CompletedCommand {
  const help = command.createHelp();
  const [argument] = command.registeredArguments;
  return {
    path,
    description: command.description(),
    commands: help.visibleCommands(command).map((below) => completionTree(below, [...path, below.name()])),
    options: help.visibleOptions(command).map(completedOption),
    ...(argument === undefined
      ? {}
      : { argument: { name: argument.name(), completes: completes(argument.name(), argument) } }),
  };
}

/** A command and all below it. */
export function allCommands(command: CompletedCommand): readonly CompletedCommand[] {
  return [command, ...command.commands.flatMap(allCommands)];
}

function completedOption(option: Option): CompletedOption {
  const names = [option.short, option.long].filter((name) => name !== undefined);
  const [, value] = /[<[]([^>\].]+)/.exec(option.flags) ?? [];
  const { description } = option;
  return value === undefined
    ? { names, description }
    : { names, description, value: { name: value, completes: completes(value, option) } };
}

/** A value is a file if its placeholder is `<file>`. */
function completes(name: string, { argChoices }: Pick<Argument | Option, 'argChoices'>): Completes {
  if (argChoices !== undefined) return { words: argChoices };
  return name === 'file' ? 'file' : 'anything';
}
