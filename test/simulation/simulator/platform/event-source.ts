import { type Invocation, newInvocation } from '../../../../src/local/queue/invocation.ts';
import { aliasTriggers } from '../../../../src/local/triggers/alias-triggers.ts';
import { matches } from '../../../../src/local/triggers/invocations-of.ts';
import { watchedPrefixes } from '../../../../src/rules/match/covering-prefixes.ts';
import { oweKey } from '../check/owe-key.ts';
import type { EventFault } from '../plan/plan.ts';
import type { RulesVersion } from '../plan/rules-version.ts';
import type { Delivery } from '../run.ts';
import type { Simulation, StoredEvent } from '../simulation.ts';
import {
  type EventRecord,
  foreignRecord,
  isWanted,
  malformedRecord,
  recordOf,
  unwantedRecord,
} from './event-record.ts';
import type { FaultSchedule } from './fault-schedule.ts';

/** The source of deliveries: the events of the bucket that a trigger accepts, and the timer. */
export interface EventSource {
  hear(event: StoredEvent): void;
  sweepSoon(): void;
}

export function createEventSource(
  simulation: Simulation,
  faults: FaultSchedule,
  arrive: (delivery: Delivery) => void,
): EventSource {
  const { loop, random, tell, echo } = simulation;
  const isHeard = listener(simulation);
  let named = 0;
  let heardOf = 0;

  const deliver = (records: readonly EventRecord[], idle: boolean, after: number): void => {
    const name = `#${++named} ${records.map(showRecord).join(' + ')}`;
    loop.post(after, () => arrive({ name, records, invocation: invocationOf(name, loop.now()), idle }));
  };
  const faultOf = (event: StoredEvent): EventFault | undefined => {
    const kind = faults.ofEvent()?.kind;
    if (kind === undefined) return undefined;
    simulation.count(kind);
    tell(() => `${kind}: ${event.name} ${event.key}`);
    return kind;
  };
  return {
    hear: (event) => {
      const own = simulation.writer !== undefined;
      if (own) echo.raised++;
      const record = recordOf(event, own);
      const heard = isHeard(event);
      const wanted = heard && isWanted(record, simulation.rules);
      if (!wanted && !own && simulation.rules.oracle.ownerOf(event.key) !== undefined) oweKey(simulation, event.key);
      if (!heard) return;
      const fault = wanted ? faultOf(event) : undefined;
      if (fault === 'event lost') {
        oweKey(simulation, event.key);
        return;
      }
      const companion = fault === undefined ? undefined : COMPANIONS[fault]?.(random, event.key);
      const ofBucket =
        companion === undefined
          ? [record]
          : random.pick([
              [record, companion],
              [companion, record],
            ]);
      // Every third delivery, and not a random one, so that these events do not change the worlds of the seeds.
      heardOf++;
      const records =
        heardOf % FOREIGN_EVERY !== 0
          ? ofBucket
          : heardOf % 2 === 0
            ? [...ofBucket, foreignRecord(event.key)]
            : [foreignRecord(event.key), ...ofBucket];
      deliver(records, own, random.below(fault === 'event late' ? 900_000 : random.pick([5, 50, 2000])));
      if (fault === 'event twice' || simulation.calm) deliver(records, true, 3000 + random.below(10_000));
    },
    sweepSoon: () => {
      const name = `#${++named} sweep`;
      loop.post(random.below(50), () =>
        arrive({ name, records: 'sweep', invocation: invocationOf(name, loop.now()), idle: false }),
      );
    },
  };
}

/** One of this many deliveries also contains an event of another bucket. */
const FOREIGN_EVERY = 3;

/** Creates another event for the same delivery. */
const COMPANIONS: Readonly<Partial<Record<EventFault, typeof malformedRecord>>> = {
  'malformed event next to it': malformedRecord,
  'unwanted event next to it': unwantedRecord,
};

function showRecord({ name, key, malformed, foreign }: EventRecord): string {
  return malformed ? 'a malformed event' : `${name} ${key}${foreign ? ' of another bucket' : ''}`;
}

/** Returns true for events that the triggers of the deployment accept, or for every event without triggers. */
function listener(simulation: Simulation): (event: StoredEvent) => boolean {
  if (simulation.plan.source !== 'trigger') return () => true;
  const known = new Map<RulesVersion, ReturnType<typeof aliasTriggers>>();
  return (event) => {
    const { rules } = simulation;
    const triggers = known.get(rules) ?? triggersFor(rules);
    known.set(rules, triggers);
    return triggers.some((trigger) => matches(trigger, event));
  };
}

function triggersFor({ ruleSet }: RulesVersion): ReturnType<typeof aliasTriggers> {
  const guarded = ruleSet.rules.some(({ guard }) => guard);
  return aliasTriggers(watchedPrefixes(ruleSet), 'object-events', guarded);
}

function invocationOf(id: string, acceptedAt: number): Invocation {
  return newInvocation({
    id,
    functionName: 'object-events',
    payload: '',
    trigger: '',
    eventName: '',
    key: '',
    acceptedAt,
  });
}
