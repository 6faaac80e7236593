import { access, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { defined } from '../../src/defined.ts';
import { messageOf } from '../../src/error-text.ts';
import { type Compared, compare } from './compare.ts';
import { CURVES } from './curves.ts';
import { GROUPS } from './groups.ts';
import { growthChart } from './report/growth-chart.ts';
import { describeMachine, machineLine } from './report/machine.ts';
import { aimLine, printRow } from './report/print-row.ts';
import type { Row, RowGroup } from './row.ts';
import { serve } from './servers.ts';

const USAGE = `npm run bench -- [options]

  --only <name>     only this group or row; can be repeated
  --rounds <count>  how often each side is measured (default 7)
  --list            print the names of the groups
  --json <file>     write all figures to a file
  --svg <folder>    write the growth curves to a folder
  --help            print this text

Times depend on the machine, and on what else runs on it. Read the ratios: all sides of a row take turns in one run.`;

const OPTIONS = {
  only: { type: 'string', multiple: true },
  rounds: { type: 'string', default: '7' },
  list: { type: 'boolean', default: false },
  json: { type: 'string' },
  svg: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** Wrong use of the options. */
class UsageError extends Error {}

interface Wanted {
  readonly groups: readonly RowGroup[];
  readonly rounds: number;
  readonly isWanted: (group: RowGroup, row: Row) => boolean;
  readonly json?: string;
  readonly svg?: string;
}

/** Reads the options. Undefined if the text that they ask for was printed. */
async function readOptions(args: readonly string[]): Promise<Wanted | undefined> {
  const { values } = parsed(args);
  const { only, json, svg } = values;
  if (values.help) return void console.log(USAGE);
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new UsageError(`--rounds is a count, not "${values.rounds}"`);
  const isNamed = ({ name }: RowGroup, text: string): boolean => text === name || text.startsWith(`${name}-`);
  const unknown = only?.find((text) => !GROUPS.some((group) => isNamed(group, text)));
  if (unknown !== undefined) throw new UsageError(`no row is named "${unknown}"; --list prints the names`);
  const groups = GROUPS.filter((group) => only?.some((text) => isNamed(group, text)) ?? true);
  if (values.list) return void console.log(groups.map(({ name, title }) => `${name.padEnd(20)}${title}`).join('\n'));
  for (const folder of [json === undefined ? [] : dirname(json), svg ?? []].flat())
    await access(folder).catch(() => Promise.reject(new UsageError(`the folder ${folder} does not exist`)));
  return {
    groups,
    rounds,
    isWanted: (group, row) => only?.some((text) => text === group.name || row.name.startsWith(text)) ?? true,
    ...defined({ json, svg }),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS });
  } catch (cause) {
    throw new UsageError(messageOf(cause), { cause });
  }
}

/** Measures the rows, prints a table, and writes the files that were asked for. */
async function bench({ groups, rounds, isWanted, json, svg }: Wanted): Promise<void> {
  const machine = describeMachine();
  console.log(machineLine(machine));
  const measured: Compared[] = [];
  for (const group of groups) {
    const { rows, close } = await group.open();
    try {
      for (const row of rows.filter((one) => isWanted(group, one))) {
        const compared = await compare(row, rounds);
        measured.push(compared);
        console.log(`\n${printRow(compared)}`);
      }
    } finally {
      await close?.();
    }
  }
  if (measured.length === 0) throw new UsageError('no row has this name; measure its group');
  const missed = measured.flatMap(({ title, aims }) =>
    aims.filter(({ met }) => !met).map((aim) => `  ${title}\n  ${aimLine(aim)}`),
  );
  console.log(missed.length === 0 ? '\nall aims are reached' : `\naims that are not reached:\n${missed.join('\n')}`);
  if (json !== undefined) await writeFile(json, `${JSON.stringify({ machine, rounds, rows: measured }, null, 2)}\n`);
  if (svg === undefined) return;
  const curves = CURVES.filter((curve) => measured.some((row) => row.curve?.name === curve.name));
  for (const curve of curves) await writeFile(join(svg, `bench-${curve.name}.svg`), await growthChart(curve, measured));
}

const [command, ...rest] = process.argv.slice(2);
if (command === 'serve') await serve(rest[0] ?? '', Number(rest[1] ?? 0));
else {
  try {
    const wanted = await readOptions(process.argv.slice(2));
    if (wanted !== undefined) await bench(wanted);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`bench: ${error.message}`);
    process.exit(2);
  }
  // ali-oss keeps its connections open for a while, and with them the process.
  process.exit();
}
