import type { Cause } from '../../../src/aliases/model/cause.ts';
import type { AliasTask } from '../../../src/aliases/model/task.ts';
import { aliasTask } from '../../../src/aliases/model/task.ts';
import { OSS_CAPABILITIES, type StoreCapabilities } from '../../../src/stores/store-capabilities.ts';
import type { Layout } from './layout.ts';
import type { Moment, RaisedEvent } from './operation.ts';
import { ALIAS } from './single-alias.ts';

export const HOUR = 3_600_000;

export function nowAt(moment: Moment): number {
  return Date.UTC(2026, 10, 20) + moment * HOUR;
}

/** The task of an event's handler that starts at a given time. */
export function taskFor(
  layout: Pick<Layout, 'ruleSet' | 'aliases'>,
  cause: Cause,
  moment: Moment,
  capabilities: StoreCapabilities = OSS_CAPABILITIES,
): AliasTask {
  const task = aliasTask(layout.ruleSet, layout.aliases[0] ?? ALIAS, cause, nowAt(moment), capabilities);
  if (task === undefined) throw new TypeError('the world has no alias');
  // The explorer lets handlers give up at any time, so rounds need not be counted.
  return { ...task, maxRounds: Number.POSITIVE_INFINITY };
}

/** The cause of an event's handler. In a world, commands of people and sweeps are events too. */
export function causeOf({ event, key }: RaisedEvent): Cause {
  if (event === 'pin' || event === 'unpin') return { kind: 'by-hand', what: event };
  if (event === 'apply') return { kind: 'apply', key };
  return event === 'sweep' ? { kind: 'sweep' } : { kind: 'change', event, key };
}
