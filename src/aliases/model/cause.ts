import { isMarkerKey, MARKER_NAME } from '../../rules/match/marker-place.ts';
import type { Rule } from '../../rules/rule.ts';

/** What happened to one object, as its event says. */
interface ObjectChange {
  readonly event: string;
  readonly key: string;
  /** When it happened, in Unix milliseconds. For logs only, because it does not define the order of events. */
  readonly time?: number | undefined;
}

/** Why an alias is checked, and who caused that. It is recorded on the alias, and `onDelete: remove` depends on it. */
export type Cause = CauseKind & {
  /**
   * Who caused it, as far as known: the principal id of an event, or the user of a command (`anna@host`). Absent for a
   * scheduled sweep.
   */
  readonly actor?: string | undefined;
};

type CauseKind =
  // `also`: further changes of the same batch that concern the alias.
  | (ObjectChange & { readonly kind: 'change'; readonly also?: readonly ObjectChange[] })
  // `byHand`: a person started the sweep, without naming an alias.
  | { readonly kind: 'sweep'; readonly byHand?: true }
  | { readonly kind: 'apply'; readonly key?: string }
  // A command of a person that names the alias.
  | { readonly kind: 'by-hand'; readonly what: 'pin' | 'unpin' }
  | MarkerCause;

/** A command of a person that writes or deletes markers. */
interface MarkerCause {
  readonly kind: 'by-hand';
  readonly what: 'withdraw' | 'restore' | 'rollback';
  /** The aliases and groups of aliases that it names. Absent: none, or every one that a rollback moves. */
  readonly names?: readonly string[];
  readonly reason?: string | undefined;
}

/** The cause of a task that only looks. That of a sweep, because an alias that a sweep would not create is not missing. */
export const LOOK = { kind: 'sweep', byHand: true } as const satisfies Cause;

/** One short line: `ObjectCreated:PutObject releases/app/1.0.0/app.tgz`, `sweep`, `sweep by hand`, `apply`, `pin`, `withdraw: REASON`. */
export function causeText(cause: Cause): string {
  return cause.kind === 'change'
    ? `${cause.event} ${cause.key}`
    : cause.kind === 'apply' && cause.key !== undefined
      ? `apply ${cause.key}`
      : cause.kind === 'sweep' && cause.byHand
        ? 'sweep by hand'
        : cause.kind === 'by-hand'
          ? byHandText(cause)
          : cause.kind;
}

/** In characters. The marker records the whole reason. */
const LONGEST_REASON = 200;

function byHandText(cause: Extract<Cause, { kind: 'by-hand' }>): string {
  const reason = 'reason' in cause ? cause.reason : undefined;
  return reason === undefined ? cause.what : `${cause.what}: ${reason.slice(0, LONGEST_REASON)}`;
}

/** Whether a recorded cause is the event of a marker: `ObjectCreated:PutObject releases/app/1.1.0/.withdrawn`. */
export function isMarkerEventText(text: string): boolean {
  return /^Object(Created|Removed):\S+ /.test(text) && text.endsWith(MARKER_NAME);
}

/** Whether a recorded cause is a command that writes or deletes markers: `withdraw: REASON`. */
export function isWithdrawalText(text: string): boolean {
  return /^(withdraw|restore|rollback)(: |$)/.test(text);
}

/** Whether a recorded cause is a command that pins or unpins an alias. */
export function isPinText(text: string): boolean {
  return text === 'pin' || text === 'unpin';
}

/**
 * Joins the causes of one batch for one alias: the first one, with all later changes as `also`. If the
 * first cause is not a change but, for example, `apply`, the others are dropped.
 */
export function joinCauses(causes: readonly [Cause, ...Cause[]]): Cause {
  const [first, ...more] = causes;
  const changes = more.filter((cause) => cause.kind === 'change');
  return first.kind === 'change' && changes.length > 0 ? { ...first, also: changes } : first;
}

/** The cause with the actor, unless it names one already. */
export function actedBy(cause: Cause, actor: string | undefined): Cause {
  return cause.actor === undefined && actor !== undefined ? { ...cause, actor } : cause;
}

/** Whether a person unpins the alias. */
export function isUnpin(cause: Cause): boolean {
  return cause.kind === 'by-hand' && cause.what === 'unpin';
}

/** Whether the cause reports that an object was removed. */
export function reportsRemoval(cause: Cause): boolean {
  return (
    cause.kind === 'change' && [cause, ...(cause.also ?? [])].some(({ event }) => event.startsWith('ObjectRemoved'))
  );
}

/** Whether the cause reports that the object at the key was created or removed. */
export function reportsChangeOf(cause: Cause, key: string): boolean {
  return cause.kind === 'change' && [cause, ...(cause.also ?? [])].some((change) => change.key === key);
}

/** Whether the cause reports that an object was created at the key. */
export function reportsUpload(cause: Cause, key: string): boolean {
  return (
    cause.kind === 'change' &&
    [cause, ...(cause.also ?? [])].some((change) => change.key === key && change.event.startsWith('ObjectCreated'))
  );
}

/** Whether the cause reports that a marker of the rule was created or removed. */
export function reportsMarker(cause: Cause, rule: Rule): boolean {
  return cause.kind === 'change' && [cause, ...(cause.also ?? [])].some(({ key }) => isMarkerKey(rule, key));
}
