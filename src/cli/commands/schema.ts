import type { Command } from 'commander';
import type { CommandResult } from '../command-result.ts';
import { EXIT } from '../exit-code.ts';
import { rulesJsonSchema } from '../rules-json-schema.ts';

const HELP = `
Put it beside the rules, and tell the editor by the first line of the rules file:

  autoalias schema > autoalias.schema.json
  # yaml-language-server: $schema=autoalias.schema.json`;

export const addSchema = (program: Command, finish: (result: CommandResult, json: boolean) => void): void => {
  program
    .command('schema')
    .description('print the JSON Schema of rules files, by which editors complete and check them')
    .option('--json', 'no difference: it is JSON')
    .addHelpText('after', HELP)
    .action(() => finish(schema(), true));
};

/** The same document for people and for programs. */
export const schema = (): CommandResult => ({ exitCode: EXIT.done, json: rulesJsonSchema(), lines: [] });
