import type { Compared, ComparedAim, ComparedSide, Spread } from '../compare.ts';
import { MEASURES, type Measure } from '../row.ts';

/** The lines of one row: a line for each measure of each side, and a line for each aim. */
export function printRow({ title, per, ours, peers, aims, rounds }: Compared): string {
  const lines = [
    `${title}, for each ${per}, ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`,
    line('', 'median', 'min', 'max', 'ours / peer'),
  ];
  for (const measure of Object.keys(MEASURES) as Measure[]) {
    if (ours.values[measure] === undefined) continue;
    lines.push(sideLine(ours, measure));
    for (const peer of peers) lines.push(sideLine(peer, measure, peer.ratios[measure]));
  }
  return [...lines, ...aims.map(aimLine)].join('\n');
}

/** One line about an aim, such as `aim: CPU at most 10 times that of one native exec; reached 7.9`. */
export function aimLine({ measure, peer, atMost, reached, met }: ComparedAim): string {
  const { title, unit } = MEASURES[measure];
  const limit =
    peer === undefined
      ? `${title} at most ${atMost} ${unit}`.trim()
      : `${title} at most ${atMost} times that of ${peer}`;
  return `  aim: ${limit}; ${met ? 'reached' : 'NOT reached:'} ${digits(reached)}`;
}

function sideLine({ name, values }: ComparedSide, measure: Measure, ratio?: Spread): string {
  const { title, unit } = MEASURES[measure];
  const { median, min, max } = values[measure] ?? { median: Number.NaN, min: Number.NaN, max: Number.NaN };
  const label = `${name}, ${title}${unit && ` (${unit})`}`;
  const times = ratio === undefined ? '' : `${digits(ratio.median)} (${digits(ratio.min)} to ${digits(ratio.max)})`;
  return line(label, digits(median), digits(min), digits(max), times);
}

function line(label: string, ...values: readonly string[]): string {
  return `  ${label.padEnd(52)}${values.map((value) => value.padStart(11)).join(' ')}`.trimEnd();
}

/** Three digits, so that a page of 0.0123 and a sweep of 12,345,678 fit the same column. */
function digits(value: number): string {
  if (value === 0 || Number.isNaN(value)) return String(value);
  const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toLocaleString('en-US', { minimumFractionDigits: 0, maximumFractionDigits: Math.min(places, 6) });
}
