import type { KeyMark } from '../../../aliases/split/key-marks.ts';
import { planShards, type Shard } from '../../../aliases/split/plan-shards.ts';
import { COST_MODEL, type SweepCost, sweepCost } from '../../../aliases/split/sweep-cost.ts';
import { openSplitFiles } from '../../../handlers/split/split-files.ts';
import { OBJECTS_PER_SHARD } from '../../../handlers/split/split-settings.ts';
import { surveyKeys } from '../../../handlers/split/survey-keys.ts';
import type { RuleSet } from '../../../rules/rule-set.ts';
import { readStatePrefix } from '../../../state-key.ts';
import { refuseOnBaidu } from '../../cfc/not-on-baidu.ts';
import type { BucketFlags, CommandRegistry } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { cloudOf } from '../../options/cloud-option.ts';
import { wholeNumber } from '../../options/whole-number.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';

const HELP = `
Without --inventory, the command finds out where the keys are by about a thousand listings, which is rough.

With --inventory, it reads the manifest.json of an OSS inventory, whose files must be next to it, instead of listings. Add
--changes for each incremental inventory since then. With --save, the next sweep of the deployment starts with these tasks.

Prices and times are assumptions: ${COST_MODEL.pageMilliseconds} ms for a page of 1,000 keys, CNY ${COST_MODEL.requestPrice} for 10,000 requests, CNY ${COST_MODEL.unitPrice} for a compute unit.`;

/** How many tasks are shown. */
const SHOWN = 10;

interface EstimateFlags extends BucketFlags {
  readonly inventory?: string;
  readonly changes?: readonly string[];
  readonly tasks: number;
  readonly objectsPerTask: number;
  readonly save?: true;
}

export function addEstimate({ io, addForBucket, runOnBucket }: CommandRegistry): void {
  addForBucket('estimate', 'what a sweep of the whole bucket takes, divided into tasks')
    .option('--inventory <file>', 'manifest.json of a full inventory of OSS')
    .option('--changes <file>', 'manifest.json of an incremental inventory; repeatable', appended)
    .option('--tasks <n>', 'most tasks at a time', wholeNumber(1, 298), 20)
    .option('--objects-per-task <n>', 'about how many objects a task lists', wholeNumber(1, 1e9), OBJECTS_PER_SHARD)
    .option('--save', 'write the division below .autoalias/, for the next sweep of the deployment')
    .addHelpText('after', HELP)
    .action((flags: EstimateFlags) => {
      refuseOnBaidu('estimate', cloudOf(flags, io.env));
      return runOnBucket(flags, async ({ store, ruleSet }, rules) => {
        const marks =
          flags.inventory === undefined
            ? await surveyKeys(store, ruleSet)
            : await inventoryMarks(ruleSet, flags.inventory, flags.changes ?? []);
        const size = { objectsPerShard: flags.objectsPerTask, mostShards: 1000 };
        const shards = planShards(ruleSet, marks, size);
        const prefix = flags.save === true ? readStatePrefix(undefined) : undefined;
        if (prefix !== undefined) {
          const starts = shards.flatMap(({ after }) => (after === undefined ? [] : [after]));
          await openSplitFiles(store, prefix).writeLast({ run: undefined, marks: fewer(marks), starts });
        }
        return resultOf(sweepCost(shards, flags.tasks), shards, rules.source);
      });
    });
}

function appended(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

async function inventoryMarks(ruleSet: RuleSet, full: string, changes: readonly string[]) {
  // Imported here, because no other command reads CSV.
  const { readInventory, readManifest } = await import('../../inventory/read-inventory.ts');
  const { createInventorySample } = await import('../../inventory/sample-inventory.ts');
  const sample = createInventorySample(ruleSet);
  for (const manifest of [full, ...changes].map(readManifest)) {
    for await (const entry of readInventory(manifest)) sample.add(entry);
  }
  return sample.marks();
}

/** The most marks that are kept. */
const MOST_MARKS = 5000;

function fewer(marks: readonly KeyMark[]): readonly KeyMark[] {
  const step = Math.max(1, Math.ceil(marks.length / MOST_MARKS));
  const kept: KeyMark[] = [];
  for (let first = 0; first < marks.length; first += step) {
    const joined = marks.slice(first, first + step);
    const key = joined.at(-1)?.key;
    if (key !== undefined) kept.push({ key, objects: joined.reduce((sum, { objects }) => sum + objects, 0) });
  }
  return kept;
}

function resultOf(cost: SweepCost, shards: readonly Shard[], source: string): CommandResult {
  const range = ({ after, until }: Shard): string =>
    `${after === undefined ? 'the first key' : `after ${escapeForTerminal(after)}`} to ${until === undefined ? 'the last key' : escapeForTerminal(until)}`;
  return {
    exitCode: EXIT.done,
    json: {
      ...cost,
      rules: source,
      ranges: shards.map(({ after, until, objects }) => ({
        after: after ?? null,
        until: until ?? null,
        objects: Math.round(objects),
      })),
    },
    lines: [
      `${number(cost.objects)} objects, ${number(cost.shards)} ${cost.shards === 1 ? 'task' : 'tasks'}, at most ${cost.tasks} at a time`,
      `a sweep in which nothing has changed: ${number(cost.requests)} requests, ${duration(cost.seconds)}, CNY ${cost.cost.toFixed(4)}`,
      `longest task: ${duration(cost.longestTask)}`,
      ...shards.slice(0, SHOWN).map((shard) => `  ${number(Math.round(shard.objects))} objects: ${range(shard)}`),
      ...(shards.length > SHOWN ? [`  and ${shards.length - SHOWN} more; --json shows all`] : []),
    ],
  };
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} minutes` : `${(seconds / 3600).toFixed(1)} hours`;
}
