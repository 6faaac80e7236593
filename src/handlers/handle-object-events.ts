import { AutoaliasError } from '../autoalias-error.ts';
import type { Change } from '../events/change.ts';
import { decodeEvents } from '../events/decode-events.ts';
import type { Skipped } from '../events/outcome.ts';
import { ownerOfAlias } from '../rules/match-key.ts';
import { handleChanges } from './handle-changes.ts';
import type { Host, Invocation } from './host.ts';

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
  for (const { path, message } of malformed) host.log({ level: 'error', action: 'malformed', path, why: message });
  const links = skipped.filter((one) => isGuardedLink(invocation, one));
  for (const { reason, ...entry } of skipped) {
    if (!links.some((link) => link.path === entry.path))
      host.log({ level: 'info', ...entry, action: 'skipped', why: reason });
  }
  const handled = (
    await Promise.all(
      [...byBucket([...changes, ...links])].map(([bucket, list]) =>
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
  return { changes: changes.length + links.length, skipped: skipped.length - links.length, aliases: handled.length };
};

/** A link that was created at an alias whose rule says `guard`; all others are dropped by name. */
const isGuardedLink = (invocation: Invocation, skipped: Skipped): skipped is Skipped & Located =>
  skipped.event === LINK_CREATED &&
  skipped.bucket !== undefined &&
  skipped.key !== undefined &&
  ownerOfAlias(invocation.context(skipped.bucket).ruleSet, skipped.key)?.rule.guard === true;

const LINK_CREATED = 'ObjectCreated:PutSymlink';

type Located = Pick<Change, 'bucket' | 'key' | 'event'>;

const byBucket = (changes: readonly Located[]): ReadonlyMap<string, readonly Located[]> => {
  const buckets = new Map<string, Located[]>();
  for (const change of changes) {
    const list = buckets.get(change.bucket);
    if (list === undefined) buckets.set(change.bucket, [change]);
    else list.push(change);
  }
  return buckets;
};
