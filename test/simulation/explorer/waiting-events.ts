import type { RaisedEvent } from '../world/operation.ts';
import { ALIAS } from '../world/single-alias.ts';

/**
 * With `guard`, each write of the alias raises an event, so a write conflict raises events without end. This many equal
 * events represent any larger number: handling one of them may leave the number unchanged.
 */
const MANY = 2;

export function areMany(events: readonly RaisedEvent[], event: RaisedEvent): boolean {
  return event.key === ALIAS && events.filter((other) => show(other) === show(event)).length >= MANY;
}

/** Drops equal events beyond that number. */
export function capped(events: readonly RaisedEvent[]): readonly RaisedEvent[] {
  return events.filter((event, at) => !areMany(events.slice(0, at), event));
}

export function isFirst(events: readonly RaisedEvent[], at: number): boolean {
  return events.findIndex((other) => show(other) === show(events[at] ?? other)) === at;
}

export function show({ event, key }: RaisedEvent): string {
  return `${event} ${key}`;
}
