import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type { CliIo } from './cli-io.ts';
import type { AddCommands, CommandRegistry } from './command-registry.ts';
import type { CommandResult } from './command-result.ts';
import { addApply } from './commands/change/apply.ts';
import { addPin } from './commands/change/pin.ts';
import { addPrune } from './commands/change/prune.ts';
import { addRollback } from './commands/change/rollback.ts';
import { addSweep } from './commands/change/sweep.ts';
import { addWithdraw } from './commands/change/withdraw.ts';
import { addCompletion } from './commands/completion.ts';
import { addDashboard } from './commands/deployment/dashboard.ts';
import { addDeadLetters } from './commands/deployment/dead-letters.ts';
import { addDeploy } from './commands/deployment/deploy.ts';
import { addDoctor } from './commands/deployment/doctor.ts';
import { addEstimate } from './commands/deployment/estimate.ts';
import { addInvoke } from './commands/deployment/invoke.ts';
import { addLogs } from './commands/deployment/logs.ts';
import { addToken } from './commands/deployment/token.ts';
import { addDev } from './commands/dev.ts';
import { addDiff } from './commands/look/diff.ts';
import { addExplain } from './commands/look/explain.ts';
import { addHistory } from './commands/look/history.ts';
import { addPlan } from './commands/look/plan.ts';
import { addResolve } from './commands/look/resolve.ts';
import { addStatus } from './commands/look/status.ts';
import { addWait } from './commands/look/wait.ts';
import { addInit } from './commands/rules/init.ts';
import { addLint } from './commands/rules/lint.ts';
import { addPackage } from './commands/rules/package.ts';
import { addSchema } from './commands/rules/schema.ts';
import { addSort } from './commands/rules/sort.ts';
import { addValidate } from './commands/rules/validate.ts';
import { commandActor } from './options/command-actor.ts';
import { addApiOptions } from './options/deployment-api.ts';
import { rulesInUse } from './options/rules-in-use.ts';
import { addRulesOption } from './options/rules-option.ts';
import { addStoreOptions, openStore } from './options/store-options.ts';
import { addLinkCommands } from './ossutil/add-link-commands.ts';
import { escapeForTerminal } from './terminal/escape-for-terminal.ts';
import { reflow } from './terminal/reflow.ts';

/** All commands, in the order and under the headings of the help. */
const COMMANDS: readonly (readonly [heading: string, commands: readonly AddCommands[]])[] = [
  ['Local cloud:', [addDev]],
  ['Look at aliases:', [addStatus, addPlan, addExplain, addHistory, addResolve, addDiff, addWait]],
  ['Change aliases:', [addApply, addSweep, addRollback, addWithdraw, addPin, addPrune]],
  ['Rules:', [addInit, addValidate, addLint, addSort, addSchema, addPackage]],
  ['Deployment:', [addDeploy, addDoctor, addInvoke, addLogs, addDeadLetters, addDashboard, addToken, addEstimate]],
  ['Single symlinks:', [addLinkCommands]],
  ['Other:', [addCompletion]],
];

/** Receives the result of a command, and prints it. */
export type Print = (result: CommandResult, json: boolean) => void;

/** The program with every command, flag and help text. Wrong use is printed, and then thrown as a CommanderError. */
export function buildProgram(io: CliIo, print: Print): Command {
  const program = new Command('autoalias')
    .description('Automatic aliases for object storage')
    .version(packageJson.version, '--version', 'print the version')
    // Options of the program come before the command. So a command can have its own --version.
    .enablePositionalOptions();
  const registry = registryOf(program, io, print);
  for (const [heading, commands] of COMMANDS) {
    program.commandsGroup(heading);
    for (const add of commands) add(registry);
  }
  program.helpCommand('help [command]', 'display help for command').helpGroup('Options:');
  setUp(program, io);
  return program;
}

function registryOf(program: Command, io: CliIo, print: Print): CommandRegistry {
  const finish: CommandRegistry['finish'] = (result, { json }) => print(result, json === true);
  const runOnStore: CommandRegistry['runOnStore'] = async (flags, work) => {
    const store = openStore(flags, io.env);
    try {
      finish(await work(store), flags);
    } finally {
      await store.close();
    }
  };
  const add: CommandRegistry['add'] = (name, description) => program.command(name).description(description);
  return {
    io,
    program,
    add,
    addForBucket: (name, description) =>
      addApiOptions(addRulesOption(addStoreOptions(add(name, description)))).option(
        '--wide',
        'do not cut the cells of tables to fit the terminal',
      ),
    finish,
    runOnStore,
    runOnBucket: (flags, work) =>
      runOnStore(flags, async (store) => {
        const rules = await rulesInUse(flags, io);
        return work(
          { store, ruleSet: rules.ruleSet, log: () => {}, now: Date.now, actor: commandActor(io.env) },
          rules,
        );
      }),
  };
}

/** The width that commander uses without a terminal. */
const HELP_WIDTH = 80;

/** What all commands share: `--json`, and how they print help and errors. */
function setUp(command: Command, io: CliIo, above = ''): void {
  const path = `${above}${command.name()}`;
  const hasJson = command.options.some(({ long }) => long === '--json');
  if (command.commands.length === 0 && !hasJson) command.option('--json', 'print JSON, for programs');
  command
    .exitOverride()
    .configureOutput({
      // Commander wraps its own texts, but not those that a command adds.
      writeOut: (text) => io.out(reflow(text, io.columns ?? HELP_WIDTH)),
      writeErr: io.err,
      outputError: (text, write) => write(wrongUseText(text)),
    })
    .showHelpAfterError(`(see ${path} --help)`);
  for (const below of command.commands) setUp(below, io, `${path} `);
}

/**
 * Commander's message with the prefix of all messages. Commander may add a suggestion on a line of its own. Any other line
 * feed comes from an argument.
 */
function wrongUseText(text: string): string {
  const message = text.replace(/^error: /, '').trimEnd();
  const at = message.lastIndexOf('\n(Did you mean ');
  const lines = at < 0 ? [message] : [message.slice(0, at), message.slice(at + 1)];
  return `autoalias: ${lines.map(escapeForTerminal).join('\n')}\n`;
}
