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

/** Names the schema, and promises nothing at an address. */
const ID = 'urn:autoalias:rules:1';

/**
 * The shape of a rules file as JSON Schema, draft 7: what editors complete and check by (yaml-language-server reads that
 * draft whole). What rules mean beyond their shape, `autoalias validate` checks.
 */
export function rulesJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(rulesSchema, { target: 'draft-7', io: 'input' });
  return { $schema, $id: ID, title: 'Rules of autoalias', ...schema };
}
