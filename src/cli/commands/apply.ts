import { applyKeys } from '../../handlers/apply-keys.ts';
import type { HandlerContext } from '../../handlers/handler-context.ts';
import type { CommandResult } from '../command-result.ts';
import { EXIT } from '../exit-code.ts';
import { reportTable } from '../report-table.ts';

/** Makes the aliases right that the given keys bear on, or that they are. */
export const apply = async (context: HandlerContext, keys: readonly string[]): Promise<CommandResult> => {
  const skipped: { key: unknown; why: unknown }[] = [];
  const reports = await applyKeys(
    { ...context, log: (entry) => entry.action === 'skipped' && skipped.push({ key: entry.key, why: entry.why }) },
    keys,
  );
  const lines = skipped.map(({ key, why }) => `${key}: skipped: ${why}`);
  return {
    exitCode: reports.some(({ action }) => action === 'failed') ? EXIT.failed : EXIT.done,
    json: { aliases: reports, skipped },
    text: [...(reports.length > 0 ? [reportTable(reports)] : []), ...lines].join('\n'),
  };
};
