import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type { HandlerContext } from '../handlers/handler-context.ts';
import type { Store } from '../stores/store.ts';
import type { BucketCommands, BucketFlags } from './bucket-commands.ts';
import type { CliIo } from './cli-io.ts';
import type { CommandResult } from './command-result.ts';
import { addApply } from './commands/apply.ts';
import { addCompletion } from './commands/completion.ts';
import { addDev } from './commands/dev.ts';
import { explain } from './commands/explain.ts';
import { addHistory } from './commands/history.ts';
import { addInit } from './commands/init.ts';
import { addLint } from './commands/lint.ts';
import { addPin } from './commands/pin.ts';
import { addPlan } from './commands/plan.ts';
import { addPrune } from './commands/prune.ts';
import { addSchema } from './commands/schema.ts';
import { addSort } from './commands/sort.ts';
import { addStatus } from './commands/status.ts';
import { addSweep } from './commands/sweep.ts';
import { validate } from './commands/validate.ts';
import { addApiOptions } from './deployment-api.ts';
import { escapeForTerminal } from './escape-for-terminal.ts';
import { addLinkCommands } from './ossutil/add-link-commands.ts';
import { reflow } from './reflow.ts';
import { type RulesInUse, rulesInUse } from './rules-in-use.ts';
import { addRulesOption } from './rules-option.ts';
import { addStoreOptions, openStore } from './store-options.ts';

/** Called with what a command found; decides how it is printed. */
export type Finish = (result: CommandResult, json: boolean) => void;

interface JsonFlag {
  readonly json?: true;
}

const JSON_OPTION = ['--json', 'print JSON, for programs'] as const;

/** Every command, its flags and its help. Wrong use is thrown as a CommanderError, after it was printed. */
export const buildProgram = (io: CliIo, finish: Finish): Command => {
  const program = new Command('autoalias')
    .description('Automatic aliases for object storage')
    .version(packageJson.version, '--version', 'print the version');

  program.commandsGroup('Start:');
  addDev(program, io, finish);
  addInit(program, io, finish);
  program.commandsGroup('Rules:');
  program
    .command('validate')
    .description('check rules files; each problem is printed as file:line:column: what: why; what to do instead')
    .argument('<file...>', 'rules files, YAML or JSON')
    .option(...JSON_OPTION)
    .action((files: readonly string[], flags: JsonFlag) => finish(validate(files), flags.json === true));

  addLint(program, io, finish);
  addSort(program, io, finish);
  addSchema(program, finish);

  program.commandsGroup('Aliases of a bucket:');
  const bucket: BucketCommands = {
    io,
    command: (name, description) => bucketCommand(program, name, description),
    run: (flags, work) => onBucket(io, finish, flags, work),
    runWithoutRules: (flags, work) => onStore(io, finish, flags, work),
  };
  bucket
    .command('explain', 'show what each rule does with a key, and why')
    .argument('<key>', 'the key of an object or of an alias')
    .action((key: string, flags: BucketFlags) => bucket.run(flags, (context, rules) => explain(context, key, rules)));
  addStatus(bucket);
  addPlan(bucket);
  addApply(bucket);
  addSweep(bucket);
  addHistory(bucket);
  addPrune(bucket);
  program.commandsGroup('Move an alias by hand:');
  addPin(bucket);
  program.commandsGroup('Single links:');
  addLinkCommands(program, io, finish);
  program.commandsGroup('Other:');
  addCompletion(program, finish);
  program.helpCommand('help [command]', 'display help for command').helpGroup('Options:');

  printThrough(program, io);
  return program;
};

const bucketCommand = (program: Command, name: string, description: string): Command =>
  addApiOptions(addRulesOption(addStoreOptions(program.command(name).description(description))))
    .option('--wide', 'do not cut the cells of tables to fit the terminal')
    .option(...JSON_OPTION);

/** What commander takes where there is no terminal. */
const HELP_WIDTH = 80;

const printThrough = (command: Command, io: CliIo, above = ''): void => {
  const path = `${above}${command.name()}`;
  command
    .exitOverride()
    .configureOutput({
      // Commander fits what it makes up itself, but not the text that a command adds.
      writeOut: (text) => io.out(reflow(text, io.columns ?? HELP_WIDTH)),
      writeErr: io.err,
      outputError: (text, write) => write(wrongUseText(text)),
    })
    .showHelpAfterError(`(see ${path} --help)`);
  for (const below of command.commands) printThrough(below, io, `${path} `);
};

/**
 * Commander's message with the prefix of all messages. Commander may add a suggestion on a line of its own. Any other line
 * feed comes from an argument.
 */
const wrongUseText = (text: string): string => {
  const message = text.replace(/^error: /, '').trimEnd();
  const at = message.lastIndexOf('\n(Did you mean ');
  const lines = at < 0 ? [message] : [message.slice(0, at), message.slice(at + 1)];
  return `autoalias: ${lines.map(escapeForTerminal).join('\n')}\n`;
};

const onStore = async (
  io: CliIo,
  finish: Finish,
  flags: BucketFlags,
  run: (store: Store) => Promise<CommandResult>,
): Promise<void> => {
  const store = openStore(flags, io.env);
  try {
    finish(await run(store), flags.json === true);
  } finally {
    await store.close();
  }
};

const onBucket = (
  io: CliIo,
  finish: Finish,
  flags: BucketFlags,
  run: (context: HandlerContext, rules: RulesInUse) => Promise<CommandResult>,
): Promise<void> =>
  onStore(io, finish, flags, async (store) => {
    const rules = await rulesInUse(flags, io);
    return run({ store, ruleSet: rules.ruleSet, log: () => {}, now: Date.now }, rules);
  });
