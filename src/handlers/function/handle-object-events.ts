import { AutoaliasError } from '../../autoalias-error.ts';
import { defined } from '../../defined.ts';
import { decodeEvents } from '../../events/decode-events.ts';
import type { Change, MalformedEvent, SkippedEvent } from '../../events/decoded-event.ts';
import { isMarkerKey } from '../../rules/match/marker-place.ts';
import { matchKey, ownerOfAlias } from '../../rules/match/match-key.ts';
import { releasesOf } from '../../rules/match/read-release.ts';
import type { Rule } from '../../rules/rule.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { decodedForms } from '../look/encoded-keys.ts';
import { handleChanges } from '../work/handle-changes.ts';
import { EVENT_LIMITS, oversizedEvent } from './event-size.ts';
import type { Host, Invocation } from './host.ts';
import { type LogEntry, listSome } from './log.ts';

/** The result of an invocation with object events. */
export interface ObjectEventsResult {
  /** How many events were handled. */
  readonly changes: number;
  /** How many events were not handled, because of their kind or their bucket. */
  readonly skipped: number;
  /** How many aliases were checked. */
  readonly aliases: number;
}

/**
 * Handles one invocation by a trigger, a bus or a queue. Events of buckets that the function does not serve are skipped
 * without a request. All other events are handled. An alias whose candidates cannot be listed in time is left to the next sweep,
 * and the invocation succeeds. If one of them fails or is malformed, the invocation fails at the end, so
 * that the platform retries it or sends it to the failure destination.
 *
 * @throws AutoaliasError `changes-failed` if an alias could not be updated.
 * @throws AutoaliasError `event-malformed` if an event could not be read, or if the input is too large.
 * @throws AutoaliasError `config-invalid` if no bucket is configured.
 */
export async function handleObjectEvents(host: Host, event: unknown, context: unknown): Promise<ObjectEventsResult> {
  const invocation = await host.begin(context, event);
  // Throws if no bucket is configured, because an event must not choose the bucket.
  invocation.buckets();
  const oversized = oversizedEvent(event, EVENT_LIMITS.objectEvents);
  if (oversized !== undefined) throw new AutoaliasError('event-malformed', `${oversized}; send fewer events at a time`);
  const { changes, skipped, malformed } = decodeEvents(event);
  const isServed = ({ bucket }: { readonly bucket?: string }) => bucket === undefined || invocation.serves(bucket);
  const ignored: SkippedEvent[] = [];
  const links: Located[] = [];
  for (const one of skipped.filter(isServed)) {
    if (isGuardedLink(invocation, one)) links.push(one);
    else ignored.push(one);
  }
  const relevant = [...changes.filter(isServed), ...links];
  logSome(host, malformed.map(malformedEntry));
  logSome(host, ignored.map(skippedEntry));
  const results = await Promise.all(
    [...byBucket(relevant)].map(([bucket, list]) =>
      handleChanges(
        { ...invocation.context(bucket), isTimeUp: invocation.isTimeUp },
        list.flatMap(({ event: name, actor, time, ...change }) =>
          keysOf(invocation.context(bucket).ruleSet, change).map((key) => ({
            key,
            cause: { kind: 'change' as const, event: name, key, actor, ...defined({ time: timeOf(time) }) },
          })),
        ),
      ),
    ),
  );
  const handled = results.flatMap((result) => result.handled);
  const failures = handled.filter((one) => 'error' in one);
  if (failures.length > 0) {
    const lines = listSome(failures.map(({ report }) => `${report.alias}: ${report.why}`));
    throw new AutoaliasError('changes-failed', `${failures.length} of ${handled.length} aliases failed: ${lines}`, {
      cause: new AggregateError(failures.slice(0, MOST_LOGGED).map(({ error }) => error)),
    });
  }
  if (malformed.length > 0)
    throw new AutoaliasError('event-malformed', listSome(malformed.map(({ message }) => message)));
  const total = changes.length + skipped.length;
  return { changes: relevant.length, skipped: total - relevant.length, aliases: handled.length };
}

/** Undefined for a text that is not a time. */
function timeOf(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function malformedEntry({ path, message }: MalformedEvent): LogEntry {
  return {
    level: 'error',
    action: 'malformed',
    path,
    why: message,
  };
}

function skippedEntry({ reason, time: _, ...entry }: SkippedEvent): LogEntry {
  return {
    level: 'info',
    ...entry,
    action: 'skipped',
    why: reason,
  };
}

/** How many log lines of one kind an invocation writes for events that it does not handle. */
const MOST_LOGGED = 100;

/** Logs the first entries only. A batch can contain any number of events, and each log line costs money. */
function logSome(host: Host, entries: readonly LogEntry[]): void {
  for (const entry of entries.slice(0, MOST_LOGGED)) host.log(entry);
  const [first] = entries;
  if (first === undefined || entries.length <= MOST_LOGGED) return;
  const { level, action } = first;
  host.log({ level, action, why: `${entries.length - MOST_LOGGED} more events of this kind are not logged` });
}

/**
 * Whether the event reports a new link that a rule with `guard` must check: at an alias key, or in place of a candidate or a
 * file of a release, whose content is then hidden. All other link events are skipped.
 */
export function isGuardedLink(invocation: Invocation, skipped: SkippedEvent): skipped is SkippedEvent & Located {
  return (
    skipped.event === LINK_CREATED &&
    skipped.bucket !== undefined &&
    skipped.key !== undefined &&
    rulesOf(invocation.context(skipped.bucket).ruleSet, skipped.key).some(({ guard }) => guard)
  );
}

/**
 * The keys that an event can mean. No page says whether BOS encodes `object`. So the decoded forms count too if a rule uses them.
 * This is safe, because an alias follows the objects in the bucket. A key without an object costs a few requests.
 */
function keysOf(ruleSet: RuleSet, { key, source }: Pick<Located, 'key' | 'source'>): readonly string[] {
  if (source !== 'bos') return [key];
  const forms = decodedForms(key).filter((form) => rulesOf(ruleSet, form).length > 0);
  return forms.length === 0 || rulesOf(ruleSet, key).length > 0 ? [key, ...forms] : forms;
}

/** The rules for which a key is a candidate, part of a release, a marker, or an alias. */
function rulesOf(ruleSet: RuleSet, key: string): readonly Rule[] {
  return [
    ...matchKey(ruleSet, key).matches.map(({ rule }) => rule),
    ...releasesOf(ruleSet, key).map(({ rule }) => rule),
    ...ruleSet.byPrefix.find(key).filter((rule) => isMarkerKey(rule, key)),
    ...[ownerOfAlias(ruleSet, key)?.rule].filter((rule) => rule !== undefined),
  ];
}

const LINK_CREATED = 'ObjectCreated:PutSymlink';

/** The fields of an event that handlers use. */
type Located = Pick<Change, 'bucket' | 'key' | 'event' | 'actor' | 'time'> & Partial<Pick<Change, 'source'>>;

function byBucket(changes: readonly Located[]): ReadonlyMap<string, readonly Located[]> {
  const buckets = new Map<string, Located[]>();
  for (const change of changes) {
    const list = buckets.get(change.bucket);
    if (list === undefined) buckets.set(change.bucket, [change]);
    else list.push(change);
  }
  return buckets;
}
