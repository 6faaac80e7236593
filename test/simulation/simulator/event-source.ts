import type { BucketEvent } from '../../../src/bucket/bucket-event.ts';
import { eventKind } from '../../../src/events/event-kinds.ts';
import { type Invocation, newInvocation } from '../../../src/local/queue/invocation.ts';
import { aliasTriggers } from '../../../src/local/triggers/alias-triggers.ts';
import { matches } from '../../../src/local/triggers/matches.ts';
import { watchedPrefixes } from '../../../src/rules/covering-prefixes.ts';
import { ownerOfAlias } from '../../../src/rules/match-key.ts';
import type { FaultSchedule } from './fault-schedule.ts';
import { oweKey } from './owe-key.ts';
import type { Delivery } from './run.ts';
import type { Simulation } from './simulation.ts';

/** Where deliveries come from: the bucket's events, as far as anybody listens, and the timer. */
export interface EventSource {
  hear(event: BucketEvent): void;
  sweepSoon(): void;
}

export const createEventSource = (
  simulation: Simulation,
  faults: FaultSchedule,
  arrive: (delivery: Delivery) => void,
): EventSource => {
  const { loop, random, oracle, tell } = simulation;
  const isHeard = listener(simulation);
  let named = 0;

  const deliver = ({ name: event, key }: BucketEvent, idle: boolean, after: number): void => {
    const name = `#${++named} ${event} ${key}`;
    const changes = [{ key, cause: { kind: 'change', event, key } as const }];
    loop.post(after, () => arrive({ name, changes, invocation: invocationOf(name, loop.now()), idle }));
  };
  return {
    hear: (event) => {
      const byHandler = simulation.writer !== undefined;
      if (!isHeard(event)) {
        if (!byHandler && oracle.ownerOf(event.key) !== undefined) oweKey(simulation, event.key);
        return;
      }
      const fault = faults.ofEvent()?.kind;
      if (fault !== undefined) {
        simulation.count(fault);
        tell(() => `${fault}: ${event.name} ${event.key}`);
      }
      if (fault === 'event lost') {
        oweKey(simulation, event.key);
        return;
      }
      deliver(event, byHandler, random.below(fault === 'event late' ? 900_000 : random.pick([5, 50, 2000])));
      if (fault === 'event twice' || simulation.calm) deliver(event, true, 3000 + random.below(10_000));
    },
    sweepSoon: () => {
      const name = `#${++named} sweep`;
      loop.post(random.below(50), () =>
        arrive({ name, changes: 'sweep', invocation: invocationOf(name, loop.now()), idle: false }),
      );
    },
  };
};

/** What the deployment's triggers take, or everything; of links, those at aliases that are guarded. */
const listener = ({ plan, ruleSet }: Simulation): ((event: BucketEvent) => boolean) => {
  const guarded = ruleSet.rules.some(({ guard }) => guard);
  const triggers = aliasTriggers(watchedPrefixes(ruleSet), 'object-events', guarded);
  return (event) => {
    if (plan.source === 'trigger' && !triggers.some((trigger) => matches(trigger, event))) return false;
    if (eventKind(event.name).counts) return true;
    return event.name === 'ObjectCreated:PutSymlink' && ownerOfAlias(ruleSet, event.key)?.rule.guard === true;
  };
};

const invocationOf = (id: string, acceptedAt: number): Invocation =>
  newInvocation({ id, functionName: 'object-events', payload: '', trigger: '', eventName: '', key: '', acceptedAt });
