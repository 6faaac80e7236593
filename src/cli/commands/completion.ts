import { Argument, type Command } from 'commander';
import type { CommandRegistry, JsonFlag } from '../command-registry.ts';
import type { CommandResult } from '../command-result.ts';
import { bashScript } from '../completion/bash-script.ts';
import { type CompletedCommand, completionTree } from '../completion/completion-tree.ts';
import { fishScript } from '../completion/fish-script.ts';
import { zshScript } from '../completion/zsh-script.ts';
import { EXIT } from '../exit-code.ts';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const satisfies Record<
  string,
  (name: string, program: CompletedCommand) => string
>;

type Shell = keyof typeof SCRIPTS;

const HELP = `
Add the line to the startup file of your shell:

  bash  eval "$(autoalias completion bash)"
  zsh   source <(autoalias completion zsh)
  fish  autoalias completion fish | source`;

export function addCompletion({ program, add, finish }: CommandRegistry): void {
  add('completion', 'print a completion script for a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(SCRIPTS)))
    .addHelpText('after', HELP)
    .action((shell: Shell, flags: JsonFlag) => finish(completion(shell, program), flags));
}

function completion(shell: Shell, program: Command): CommandResult {
  const text = SCRIPTS[shell](program.name(), completionTree(program)).trimEnd();
  return { exitCode: EXIT.done, json: { shell, script: `${text}\n` }, lines: text.split('\n') };
}
