import { AutoaliasError } from '../autoalias-error.ts';
import type { Change } from '../events/change.ts';
import { decodeEvents } from '../events/decode-events.ts';
import { handleChanges } from './handle-changes.ts';
import type { Host } from './host.ts';

/** What an invocation with object events did. */
export interface ObjectEventsResult {
  readonly changes: number;
  readonly skipped: number;
  readonly aliases: number;
}

/**
 * Handles one invocation by a trigger, a bus or a queue. Everything that can be done is done; then, if anything failed
 * or was malformed, the invocation fails, so that the platform delivers it again or hands it to the failure destination.
 *
 * @throws AutoaliasError `changes-failed` or `event-malformed`
 */
export const handleObjectEvents = async (host: Host, event: unknown, context: unknown): Promise<ObjectEventsResult> => {
  const invocation = host.begin(context);
  const { changes, skipped, malformed } = decodeEvents(event);
  for (const { reason, ...entry } of skipped) host.log({ level: 'info', ...entry, action: 'skipped', why: reason });
  for (const { path, message } of malformed) host.log({ level: 'error', action: 'malformed', path, why: message });
  const handled = (
    await Promise.all(
      [...byBucket(changes)].map(([bucket, list]) =>
        handleChanges(
          invocation.context(bucket),
          list.map(({ key, event: name }) => ({ key, cause: { kind: 'change' as const, event: name, key } })),
        ),
      ),
    )
  ).flat();
  const failures = handled.filter((one) => 'error' in one);
  if (failures.length > 0) {
    const lines = failures.map(({ report }) => `${report.alias}: ${report.why}`).join('; ');
    throw new AutoaliasError('changes-failed', `${failures.length} of ${handled.length} aliases failed: ${lines}`, {
      cause: new AggregateError(failures.map(({ error }) => error)),
    });
  }
  if (malformed.length > 0) {
    throw new AutoaliasError('event-malformed', malformed.map(({ message }) => message).join('; '));
  }
  return { changes: changes.length, skipped: skipped.length, aliases: handled.length };
};

const byBucket = (changes: readonly Change[]): ReadonlyMap<string, readonly Change[]> => {
  const buckets = new Map<string, Change[]>();
  for (const change of changes) {
    const list = buckets.get(change.bucket);
    if (list === undefined) buckets.set(change.bucket, [change]);
    else list.push(change);
  }
  return buckets;
};
