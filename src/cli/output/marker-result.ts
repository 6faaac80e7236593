import * as z from 'zod';
import type { MarkerReport, MarkerResult } from '../../handlers/withdraw/marker-plan.ts';
import type { CommandResult } from '../command-result.ts';
import { exitOfActions } from '../exit-code.ts';
import { REPORT_HEADER, textTable } from '../terminal/text-table.ts';
import { aliasRecordSchema } from './alias-record.ts';
import { actionWords, DRY_RUN } from './planned-words.ts';

/** What `withdraw`, `restore` and `rollback` print with `--json`. */
export const markerResultSchema = z.strictObject({
  markers: z.array(
    z.strictObject({
      marker: z.string().describe('The key of the marker.'),
      rule: z.string(),
      covers: z.string().describe('What it withdraws: the key of an object, or a prefix.'),
      version: z.string().nullable(),
      action: z.enum(['withdrawn', 'restored', 'unchanged']),
      why: z.string(),
      planned: z.literal(true).optional().describe('Nothing was written.'),
    }),
  ),
  aliases: z.array(aliasRecordSchema),
  remarks: z.array(z.string()),
  stopped: z
    .literal(true)
    .optional()
    .describe('Stopped by Ctrl-C. The markers are those that were changed until then.'),
});

const text = z.string().nullable();

/** A marker that withdraws a key if it exists, as `explain` prints it with `--json`. */
export const markerViewSchema = z.strictObject({
  ...{ marker: z.string(), rule: z.string(), covers: z.string(), exists: z.boolean() },
  ...{ reason: text, actor: text, time: text },
});

/** The result of `withdraw`, `restore` and `rollback`. The JSON has the same fields as the answer of the HTTP API. */
export function markerCommandResult(result: MarkerResult, columns?: number): CommandResult {
  const { aliases } = result;
  const actions = Object.fromEntries(aliases.map(({ action }) => [action, 1]));
  // Nothing was done, so nothing failed.
  const isDryRun = aliases.some(isPlanned);
  const notes = [...result.markers, ...aliases].some(isPlanned) ? [...result.remarks, DRY_RUN] : result.remarks;
  return {
    exitCode: exitOfActions(isDryRun ? {} : actions),
    json: result,
    lines: markerLines({ ...result, remarks: notes }, columns),
  };
}

/** The markers, the aliases and the remarks, for people. */
export function markerLines({ markers, aliases, remarks }: MarkerResult, columns?: number): readonly string[] {
  const tables = [markerTable(markers, columns), aliasTable(aliases, columns)].filter((table) => table.length > 0);
  const lines = tables.flatMap((table, i) => (i === 0 ? table : ['', ...table]));
  return lines.length > 0 && remarks.length > 0 ? [...lines, '', ...remarks] : [...lines, ...remarks];
}

function isPlanned(one: object): boolean {
  return 'planned' in one && one.planned === true;
}

function markerTable(markers: readonly MarkerReport[], columns?: number): readonly string[] {
  if (markers.length === 0) return [];
  const rows = markers.map((report) => {
    const { covers, version, marker, why } = report;
    return [covers, actionWords(report), version ?? '-', marker, why];
  });
  return textTable([['WITHDRAWS', 'WHAT', 'VERSION', 'MARKER', 'WHY'], ...rows], columns);
}

function aliasTable(aliases: MarkerResult['aliases'], columns?: number): readonly string[] {
  if (aliases.length === 0) return [];
  const rows = aliases.map((report) => {
    const { alias, from, to, why } = report;
    return [alias, actionWords(report), from ?? '-', to ?? '-', why];
  });
  return textTable([REPORT_HEADER, ...rows], columns);
}
