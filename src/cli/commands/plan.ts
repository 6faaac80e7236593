import type { HandlerContext } from '../../handlers/handler-context.ts';
import type { Finding } from '../../handlers/look-at-aliases.ts';
import { plan as planBucket } from '../../handlers/plan.ts';
import type { BucketCommands, BucketFlags } from '../bucket-commands.ts';
import type { CliIo } from '../cli-io.ts';
import type { CommandResult } from '../command-result.ts';
import { count } from '../count.ts';
import { EXIT } from '../exit-code.ts';
import { jsonLine } from '../json-text.ts';
import { createRowPrinter } from '../row-printer.ts';
import { type RulesInUse, rulesJson, rulesLine } from '../rules-in-use.ts';
import { wholeNumber } from '../whole-number.ts';

export interface PlanFlags {
  readonly of?: string | undefined;
  readonly json: boolean;
  readonly concurrency?: number;
}

const HELP = `
With --json: a line of JSON for each alias that would change, and a last line {"total": …}.
Exit code 3 if there is any difference, 0 if there is none.`;

export const addPlan = ({ io, command, run }: BucketCommands): void => {
  command('plan', 'say which aliases "apply --all" would change, and why; writes nothing')
    .argument('[alias]', 'the key of one alias, or what keys begin with; otherwise everything')
    .option('--concurrency <n>', 'how many aliases are looked at at once', wholeNumber(1, 256))
    .addHelpText('after', HELP)
    .action((of: string | undefined, { json, concurrency, ...flags }: BucketFlags & Pick<PlanFlags, 'concurrency'>) =>
      run({ ...flags, ...(json ? { json } : {}) }, (context, rules) =>
        plan(context, rules, io, { of, json: json === true, ...(concurrency === undefined ? {} : { concurrency }) }),
      ),
    );
};

/** What would be done to it, in the words of what `apply` says it did. */
const WORDS = { point: 'point', remove: 'remove', refuse: 'refuse', none: 'failed' } as const;

/** Every alias that would change, as it is found, and what they come to. */
export const plan = async (
  context: HandlerContext,
  rules: RulesInUse,
  io: CliIo,
  flags: PlanFlags,
): Promise<CommandResult> => {
  const { json, ...options } = flags;
  const rows = createRowPrinter<Finding>(io.out, json, ['ALIAS', 'WHAT', 'FROM', 'TO', 'WHY'], (finding) => [
    ...[finding.alias, WORDS[finding.change], finding.from ?? '-', finding.to ?? '-', finding.why],
  ]);
  const total = await planBucket(context, { ...options, onDifference: rows.print });
  rows.end();
  const { none, ...changes } = total.changes;
  const differences = Object.entries(changes).filter(([, n]) => n > 0);
  const words = differences.map(([change, n]) => `${n} to ${change}`).join(', ') || 'nothing to do';
  const failed = total.failed > 0 ? `, ${total.failed} could not be looked at` : '';
  const held = total.protected > 0 ? `, ${total.protected} left to a person (protected)` : '';
  const { objects, aliases, requests } = total;
  const summary = `${count(objects, 'object')}, ${count(aliases, 'alias', 'aliases')}: ${words}${failed}; ${none} as the rules say${held}; ${count(requests, 'request')}`;
  if (json) io.out(`${jsonLine({ total: { ...total, judgedBy: rulesJson(rules) } })}\n`);
  const exitCode = total.failed > 0 ? EXIT.failed : differences.length > 0 ? EXIT.differences : EXIT.done;
  return {
    exitCode,
    json: undefined,
    lines: [...(differences.length > 0 || failed !== '' ? [''] : []), summary, rulesLine(rules)],
  };
};
