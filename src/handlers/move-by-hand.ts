import type { AliasTask } from '../aliases/alias-task.ts';
import type { Outcome } from '../aliases/outcome.ts';
import type { Pin } from '../aliases/pin.ts';
import { pinAlias } from '../aliases/pin-alias.ts';
import type { Protocol } from '../aliases/protocol.ts';
import { type Rollback, rollbackAlias } from '../aliases/rollback-alias.ts';
import { unpinAlias } from '../aliases/unpin-alias.ts';
import { AutoaliasError } from '../autoalias-error.ts';
import type { AliasReport } from './alias-report.ts';
import { handleAlias } from './handle-alias.ts';
import { aliasTask } from './handle-changes.ts';
import type { HandlerContext } from './handler-context.ts';

/** What a person says becomes of one alias. */
export type Move =
  | { readonly what: 'pin'; readonly target: string; readonly pin: Pin }
  | ({ readonly what: 'rollback' } & Rollback)
  // The rules decide again, or a person.
  | { readonly what: 'unpin' };

/**
 * Does to an alias what a person says, and logs it like every other move.
 *
 * @throws AutoaliasError `alias-refused` where no rule gives the alias, or it cannot point there; whatever the store threw.
 */
export async function moveByHand(context: HandlerContext, alias: string, move: Move): Promise<AliasReport> {
  const task = aliasTask(context.ruleSet, alias, { kind: 'by-hand', what: move.what }, context.now());
  if (task === undefined) {
    throw new AutoaliasError(
      'alias-refused',
      `no rule gives the alias ${alias}, so nothing would ${move.what === 'unpin' ? 'decide about it' : 'respect it'}; autoalias explain ${alias} tells why`,
    );
  }
  const { report, error } = await handleAlias(context, task, protocolOf(task, move));
  if (error !== undefined) throw error;
  return report;
}

function protocolOf(task: AliasTask, move: Move): Protocol<Outcome> {
  if (move.what === 'pin') return pinAlias(task, move.target, move.pin);
  return move.what === 'rollback' ? rollbackAlias(task, move) : unpinAlias(task);
}
