import { defined } from '../../defined.ts';
import type { SymlinkFound } from '../../stores/store-response.ts';
import { type AliasRecord, readRecord } from '../model/alias-record.ts';
import { isUnpin } from '../model/cause.ts';
import type { Outcome } from '../model/outcome.ts';
import { isPinActive, type Pin, type PinView, pinText, timeText } from '../model/pin.ts';
import type { AliasTask } from '../model/task.ts';

/** The pin in the record of a link. Undefined if it has ended, or if the task unpins the alias. */
export function activePin({ cause, now }: AliasTask, link: SymlinkFound): Pin | undefined {
  const pin = readRecord(link)?.pin;
  return !isUnpin(cause) && isPinActive(pin, now) ? pin : undefined;
}

export function viewPin(link: SymlinkFound, pin: Pin): PinView {
  const { reason, until, by, since } = carriedPin(link, pin);
  return {
    reason,
    until: until === undefined ? null : timeText(until),
    since: since === undefined ? null : timeText(since),
    actor: by ?? null,
  };
}

/**
 * The pin of a link with who pinned it and when, for a write that keeps the pin for another reason, such as new headers. The
 * record of that write has the actor and the cause of the write.
 */
export function carriedPin(link: SymlinkFound, pin: Pin): Pin {
  const isCarried = pin.since !== undefined || pin.by !== undefined;
  return isCarried ? pin : { ...pin, ...defined({ by: readRecord(link)?.actor, since: link.lastModified }) };
}

/** `; by anna@host since 2026-11-27T23:30:00Z`, as far as known. */
export function pinnedByText({ actor, since }: PinView): string {
  const words = [...(actor === null ? [] : [`by ${actor}`]), ...(since === null ? [] : [`since ${since}`])];
  return words.length === 0 ? '' : `; ${words.join(' ')}`;
}

/** What a handler found at the target of a pinned alias. */
type PinnedTarget = 'there' | 'gone' | 'withdrawn';

/** The outcome for a pinned alias: it stays, and is reported as dangling if its target is gone. */
export function pinnedOutcome(link: SymlinkFound, pin: Pin, seen: PinnedTarget): Outcome {
  const { target } = link;
  const outcome = { action: 'pinned' as const, from: target, to: target, pin: viewPin(link, pin) };
  const why = `${pinText(pin)}${PINNED_REMARKS[seen]}`;
  return seen === 'gone' ? { ...outcome, why, dangling: true } : { ...outcome, why };
}

const PINNED_REMARKS: Readonly<Record<PinnedTarget, string>> = {
  there: '',
  gone: '; its target is gone, so readers get an error until it is unpinned',
  withdrawn: '; its target is withdrawn, and stays until the alias is unpinned',
};

/**
 * Whether the command `pin` wrote the record. A handler that restores a lost pin records its own cause
 * instead, such as the event that it handles.
 */
export function isByPinCommand({ cause }: AliasRecord): boolean {
  return cause === 'pin';
}
