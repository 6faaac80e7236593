import { applyKeys } from '../../handlers/apply-keys.ts';
import type { HandlerContext } from '../../handlers/handler-context.ts';
import type { LogEntry } from '../../handlers/log.ts';
import type { CommandResult } from '../command-result.ts';
import { EXIT } from '../exit-code.ts';
import { reportTable } from '../report-table.ts';

/** Makes the aliases right that the given keys bear on, or that they are. */
export const apply = async (context: HandlerContext, keys: readonly string[]): Promise<CommandResult> => {
  const log: LogEntry[] = [];
  const reports = await applyKeys({ ...context, log: (entry) => log.push(entry) }, keys);
  const skipped = skippedIn(
    log,
    reports.map(({ alias }) => alias),
  );
  const lines = skipped.map(({ key, why }) => `${key}: skipped: ${why}`);
  return {
    exitCode: reports.some(({ action }) => action === 'failed') ? EXIT.failed : EXIT.done,
    json: { aliases: reports, skipped },
    text: [...(reports.length > 0 ? [reportTable(reports)] : []), ...lines].join('\n'),
  };
};

/** Each reason once: a rule's aliases have it in common. Of a key that is an alias, its own line says what there is to say. */
const skippedIn = (log: readonly LogEntry[], aliases: readonly string[]) => {
  const skipped = new Map<string, { readonly key: unknown; readonly why: unknown }>();
  for (const { action, key, why } of log) {
    if (action !== 'skipped' || aliases.includes(String(key))) continue;
    skipped.set(JSON.stringify([key, why]), { key, why });
  }
  return [...skipped.values()];
};
