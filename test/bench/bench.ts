import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Compared, compare } from './compare.ts';
import { CURVES } from './curves.ts';
import { GROUPS } from './groups.ts';
import { growthChart } from './report/growth-chart.ts';
import { describeMachine } from './report/machine.ts';
import { aimLine, printRow } from './report/print-row.ts';
import type { Row } from './row.ts';
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

/** Measures the rows, prints a table, and writes the files that were asked for. */
async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  if (values.help) return console.log(USAGE);
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds must be a count, not "${values.rounds}"`);
  const groups = GROUPS.filter(({ name }) => values.only?.some((only) => only.startsWith(name)) ?? true);
  if (groups.length === 0) throw new Error(`nothing is named ${values.only?.join(' or ')}; --list prints the names`);
  if (values.list) return console.log(groups.map(({ name, title }) => `${name.padEnd(20)}${title}`).join('\n'));
  const machine = describeMachine();
  console.log(Object.values(machine).join(', '));
  const measured: Compared[] = [];
  for (const group of groups) {
    const { rows, close } = await group.open();
    const isWanted = ({ name }: Row): boolean =>
      values.only?.some((only) => only === group.name || name.startsWith(only)) ?? true;
    try {
      for (const row of rows.filter(isWanted)) {
        const compared = await compare(row, rounds);
        measured.push(compared);
        console.log(`\n${printRow(compared)}`);
      }
    } finally {
      await close?.();
    }
  }
  const missed = measured.flatMap(({ title, aims }) =>
    aims.filter(({ met }) => !met).map((aim) => `  ${title}\n  ${aimLine(aim)}`),
  );
  console.log(missed.length === 0 ? '\nall aims are reached' : `\naims that are not reached:\n${missed.join('\n')}`);
  if (values.json !== undefined)
    await writeFile(values.json, `${JSON.stringify({ machine, rounds, rows: measured }, null, 2)}\n`);
  if (values.svg !== undefined)
    for (const curve of CURVES)
      await writeFile(join(values.svg, `bench-${curve.name}.svg`), await growthChart(curve, measured));
}

const [command, ...rest] = process.argv.slice(2);
if (command === 'serve') await serve(rest[0] ?? '', Number(rest[1] ?? 0));
else {
  await bench(process.argv.slice(2));
  // ali-oss keeps its connections open for a while, and with them the process.
  process.exit();
}
