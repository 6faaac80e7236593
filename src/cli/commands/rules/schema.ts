import { Option } from 'commander';
import * as z from 'zod';
import { rulesSchema } from '../../../rules/file/rules-schema.ts';
import type { CommandRegistry } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { OUTPUT_SCHEMAS, type OutputName, outputJsonSchema } from '../../output/output-schemas.ts';

const HELP = `
Save it next to the rules, and name it in the first line of the rules file:

  autoalias schema > autoalias.schema.json
  # yaml-language-server: $schema=autoalias.schema.json

With --json, status, plan, apply --all, sweep and prune print JSON lines, and --output prints the schema of one line. The
other commands print one document. An error is always one line.`;

export function addSchema({ add, finish }: CommandRegistry): void {
  add('schema', 'print the JSON Schema of rules files, for completion and checks in editors')
    .addOption(
      new Option('--output <command>', 'instead, print the schema of the --json output of this command').choices(
        Object.keys(OUTPUT_SCHEMAS),
      ),
    )
    .option('--json', 'no effect: the output is always JSON')
    .addHelpText('after', HELP)
    .action(({ output }: { readonly output?: OutputName }) => finish(schema(output), { json: true }));
}

function schema(output?: OutputName): CommandResult {
  return {
    exitCode: EXIT.done,
    json: output === undefined ? rulesJsonSchema() : outputJsonSchema(output),
    lines: [],
  };
}

/** The id of the schema. It is not a web address, so nothing has to be there. */
const ID = 'urn:autoalias:rules:1';

/**
 * The structure of a rules file as JSON Schema, with which editors complete and check it. It is draft 7, which
 * yaml-language-server fully supports. Only `autoalias validate` checks more than the structure.
 */
export function rulesJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(rulesSchema, { target: 'draft-7', io: 'input' });
  return { $schema, $id: ID, title: 'Rules of autoalias', ...schema };
}
