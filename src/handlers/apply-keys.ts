import type { AliasReport } from './alias-report.ts';
import { handleChanges } from './handle-changes.ts';
import type { HandlerContext } from './handler-context.ts';

/** Makes every alias right that the keys bear on, or that the keys are, by a person's word. Aborted, it ends what it began. */
export async function applyKeys(
  context: HandlerContext,
  keys: readonly string[],
  signal?: AbortSignal,
): Promise<readonly AliasReport[]> {
  const changes = keys.map((key) => ({ key, cause: { kind: 'apply' as const, key } }));
  return (await handleChanges(context, changes, signal)).map(({ report }) => report);
}
