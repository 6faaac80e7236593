import type { ShownTarget } from '../../../aliases/past/shown-target.ts';
import { type AliasDifference, createDiffProgress, diffAliases } from '../../../handlers/past/diff.ts';
import { isoTime, shownView } from '../../../handlers/past/shown-view.ts';
import type { Store } from '../../../stores/store.ts';
import type { CliIo } from '../../cli-io.ts';
import type { BucketFlags, CommandRegistry } from '../../command-registry.ts';
import type { CommandResult } from '../../command-result.ts';
import { EXIT } from '../../exit-code.ts';
import { moment } from '../../options/moment.ts';
import { count } from '../../terminal/count.ts';
import { jsonLine } from '../../terminal/json-text.ts';
import { createRowPrinter } from '../../terminal/row-printer.ts';

const HELP = `
The command compares every symlink under the prefix, in the order of the keys, from the versions in the bucket. A prefix must
end with a slash; anything else is the key of one alias. The first moment must not be later than the second. An alias
differs if it showed another target, or another version of the same target. The bucket must be versioned. The command uses
no rules, so --rules, --api and --token make no difference.

With --json: one line for each alias that differs, and a last line {"total": …}.
Exit code 3 if an alias differs, 0 if not.`;

const TIMES = '2026-10-01, 2026-10-01T08:30Z, or 2h, 7d for a time ago';

interface DiffFlags extends BucketFlags {
  readonly from: number;
  readonly to?: number;
  readonly summary?: true;
}

export function addDiff({ io, addForBucket, runOnStore }: CommandRegistry): void {
  addForBucket('diff', 'list the aliases that showed different targets at two moments')
    .argument('<alias>', 'the key of one alias, or a prefix of keys that ends with a slash')
    .requiredOption('--from <time>', `required: the first moment: ${TIMES}`, moment)
    .option('--to <time>', 'the second moment, in the same forms [default: now]', moment)
    .option('--summary', 'print the counts only')
    .addHelpText('after', HELP)
    .action((alias: string, flags: DiffFlags) => runOnStore(flags, (store) => diff(store, io, alias, flags)));
}

async function diff(store: Store, io: CliIo, of: string, flags: DiffFlags): Promise<CommandResult> {
  const { from, to = Date.now(), json = false, summary = false, wide = false } = flags;
  const rows = createRowPrinter<AliasDifference>({
    out: io.out,
    json,
    summary,
    columns: wide ? undefined : io.columns,
    header: ['ALIAS', 'FROM', 'TO', 'WRITES', 'WHY'],
    cells: (found) => [found.alias, shownText(found.from), shownText(found.to), String(found.writes), whyOf(found)],
    jsonOf: differenceJson,
  });
  const isPrefix = of === '' || of.endsWith('/');
  const progress = createDiffProgress();
  let differing = 0;
  for await (const difference of diffAliases(store, { of, isPrefix, from, to }, progress)) {
    differing++;
    rows.print(difference);
  }
  rows.end();
  const { aliases, versions, requests } = progress;
  const total = { differing, aliases, versions, requests, from: isoTime(from), to: isoTime(to) };
  if (json) io.out(`${jsonLine({ total })}\n`);
  const counts = `${count(versions, 'version')}, ${count(aliases, 'alias', 'aliases')}: ${differing} differ between ${total.from} and ${total.to}; ${count(requests, 'request')}`;
  return {
    exitCode: differing > 0 ? EXIT.differences : EXIT.done,
    json: undefined,
    lines: [...(differing > 0 && !summary ? [''] : []), counts],
  };
}

/** An alias that differs, for programs. */
function differenceJson({ alias, from, to, writes }: AliasDifference) {
  return { alias, from: shownView(from), to: shownView(to), writes };
}

const WITHOUT_TARGET = { object: '(real object)', nothing: '-', unknown: '(unknown)' } as const;

function shownText({ shows, target }: ShownTarget): string {
  return shows === 'link' ? (target ?? '') : WITHOUT_TARGET[shows];
}

function whyOf({ from, to }: AliasDifference): string {
  const why = to.cause ?? to.known;
  const rewritten = from.target !== null && from.target === to.target ? '; the target was uploaded again' : '';
  const unknown = from.shows === 'unknown' ? `; ${from.known}` : '';
  const gap = from.gap ?? to.gap;
  return `${why}${rewritten}${unknown}${gap === null ? '' : `; gap: ${gap}`}`;
}
