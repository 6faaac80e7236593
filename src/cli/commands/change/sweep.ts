import type { HandlerContext } from '../../../handlers/function/handler-context.ts';
import { createFactMemory } from '../../../handlers/walk/fact-store.ts';
import { allPrefixes } from '../../../rules/match/covering-prefixes.ts';
import { checkStatePrefix, readStatePrefix } from '../../../state-key.ts';
import type { CliIo } from '../../cli-io.ts';
import type { BucketFlags, CommandRegistry } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import type { RulesInUse } from '../../options/rules-in-use.ts';
import { type StrictFlag, strictOption } from '../../options/strict-option.ts';
import { stopSignal } from '../../terminal/stop-signal.ts';
import { plan } from '../look/plan.ts';
import { type ApplyAllFlags, applyAll } from './apply-all.ts';

const HELP = `
The command makes the same changes as "autoalias apply --all", and prints them in the same form. It skips aliases that an
earlier sweep found right and that have not changed. With --full, it reads every alias.

After Ctrl-C, it finishes the aliases in progress. The next sweep updates the others.`;

interface SweepFlags extends BucketFlags, StrictFlag {
  readonly dryRun?: true;
  readonly summary?: true;
  readonly full?: true;
}

export function addSweep({ io, addForBucket, runOnBucket }: CommandRegistry): void {
  addForBucket('sweep', 'update all aliases, as the sweep of a deployment does')
    .option('--dry-run', 'the same as "autoalias plan": show what would change, and write nothing')
    .option('--summary', 'print the counts only')
    .option('--full', 'read every alias, also those that the last sweep found right')
    .addOption(strictOption())
    .addHelpText('after', HELP)
    .action(({ dryRun, full: isFull, strict = false, ...flags }: SweepFlags) => {
      const full = isFull === true;
      const { json = false, summary = false, wide = false } = flags;
      const shown = { json, summary, strict, wide };
      return runOnBucket(flags, (context, rules) =>
        dryRun ? plan(context, rules, io, shown) : sweep(withFacts(context, io), rules, io, { ...shown, full }),
      );
    });
}

/** The same context, with the facts of earlier sweeps. Prints why they cannot be used. */
function withFacts(context: HandlerContext, io: CliIo): HandlerContext {
  const prefix = readStatePrefix(io.env.AUTOALIAS_STATE);
  if (prefix === undefined) return context;
  checkStatePrefix(prefix, allPrefixes(context.ruleSet));
  return {
    ...context,
    facts: { prefix, memory: createFactMemory() },
    log: (entry) => {
      if (entry.level === 'warn' && entry.alias === undefined) io.err(`${String(entry.why)}\n`);
    },
  };
}

/** Updates every alias of every rule. */
export function sweep(
  context: HandlerContext,
  rules: RulesInUse,
  io: CliIo,
  flags: Pick<ApplyAllFlags, 'json' | 'summary' | 'strict' | 'wide' | 'full'>,
): Promise<CommandResult> {
  return applyAll(context, rules, io, flags, {
    cause: { kind: 'sweep' },
    signal: stopSignal(io),
    goOn: () => 'the next sweep continues',
  });
}
