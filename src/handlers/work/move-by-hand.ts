import type { Outcome } from '../../aliases/model/outcome.ts';
import type { Pin } from '../../aliases/model/pin.ts';
import type { Protocol } from '../../aliases/model/protocol.ts';
import type { AliasTask } from '../../aliases/model/task.ts';
import { aliasTask } from '../../aliases/model/task.ts';
import { pinAlias } from '../../aliases/pins/pin-alias.ts';
import { unpinAlias } from '../../aliases/pins/unpin-alias.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import { parseMinimumAge } from '../../rules/compile/minimum-age.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import type { AliasReport } from '../look/alias-report.ts';
import { handleAlias } from './handle-alias.ts';

/** A change of one alias that a person requests. */
export type Move =
  | { readonly what: 'pin'; readonly target: string; readonly pin: Pin }
  // Ends a pin, so that the rules decide again.
  | { readonly what: 'unpin' };

/**
 * Pins or unpins an alias, and logs the result in one line.
 *
 * @throws AutoaliasError `not-an-alias` if no rule defines the alias; `alias-refused` if it cannot point at the target.
 * @throws StoreError
 */
export async function moveByHand(context: HandlerContext, alias: string, move: Move): Promise<AliasReport> {
  const task = aliasTask(
    context.ruleSet,
    alias,
    { kind: 'by-hand', what: move.what, actor: context.actor },
    context.now(),
    context.store.capabilities,
  );
  if (task === undefined) {
    throw undefinedAlias(alias, move.what === 'unpin' ? 'decide about it' : 'respect it');
  }
  const { report, error } = await handleAlias(context, task, protocolOf(task, move));
  if (error !== undefined) throw error;
  return report;
}

/** The error for a key at which no rule defines an alias. */
export function undefinedAlias(alias: string, nothingWould: 'decide about it' | 'respect it'): AutoaliasError {
  return new AutoaliasError(
    'not-an-alias',
    `no rule defines the alias ${alias}, so nothing would ${nothingWould}; autoalias explain ${alias} says why`,
  );
}

/** The error for a prefix under which there is no alias. */
export function noAliasUnder(prefix: string): AutoaliasError {
  return new AutoaliasError('not-an-alias', `there is no alias under ${prefix}; autoalias status lists all aliases`);
}

function protocolOf(task: AliasTask, move: Move): Protocol<Outcome> {
  return move.what === 'pin' ? pinAlias(task, move.target, move.pin) : unpinAlias(task);
}

const DATE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;

/**
 * Parses an end time: a date (its start in UTC), a time with a zone, or a duration from now.
 *
 * @returns Unix milliseconds, or why the text cannot be used and what to write instead.
 */
export function parseUntil(text: string, now: number): number | { readonly why: string } {
  const span = parseMinimumAge(text);
  const until = 'milliseconds' in span ? now + span.milliseconds : DATE.test(text) ? Date.parse(text) : Number.NaN;
  if (until > now) return until;
  const why = Number.isNaN(until) ? 'is not a time' : 'is in the past';
  return { why: `${text} ${why}; write 2026-12-24, 2026-12-24T18:00Z, or 2h, 7d from now` };
}
