import { AutoaliasError } from '../autoalias-error.ts';
import { readRecord } from './alias-record.ts';
import type { AliasTask } from './alias-task.ts';
import { aliasHistory } from './history.ts';
import type { Outcome } from './outcome.ts';
import type { Pin } from './pin.ts';
import { pinAlias } from './pin-alias.ts';
import { ask, type Protocol } from './protocol.ts';

/** How far back a target is looked for that is still there. */
const MOVES = 100;

/**
 * Pins an alias to what it pointed at before, so that no event moves it forward again: the latest other target that is
 * still there, by the alias's own versions; in a bucket without versions by what the link remembers.
 *
 * @throws AutoaliasError `alias-refused` where there is nothing to go back to.
 */
export function* rollbackAlias(task: AliasTask, pin: Pin): Protocol<Outcome> {
  const current = yield* ask({ operation: 'GetSymlink', key: task.alias });
  const now = current.found === 'symlink' ? current.target : undefined;
  const { entries } = yield* aliasHistory(task.alias, MOVES);
  const remembered = current.found === 'symlink' ? (readRecord(current)?.before ?? []) : [];
  const former = new Set([...entries.map(({ to }) => to), ...remembered].filter((to) => to !== null && to !== now));
  for (const key of former) {
    if (key === null) continue;
    const head = yield* ask({ operation: 'HeadObject', key });
    if (head.found === 'object') return yield* pinAlias(task, key, pin);
  }
  const why = former.size === 0 ? 'it never pointed anywhere else, as far as is known' : 'its former targets are gone';
  throw new AutoaliasError(
    'alias-refused',
    `${task.alias} was not rolled back: ${why}; autoalias pin ${task.alias} <key> holds it at any object`,
  );
}
