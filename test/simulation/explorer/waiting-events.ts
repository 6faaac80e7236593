import type { Happening } from '../world/operation.ts';
import { ALIAS } from '../world/single-alias.ts';

/**
 * Under guard each write of the alias is an event, without end where handlers fight. Of those that are alike, this many
 * stand for as many as you like: one that is taken from them may leave them as many as they were.
 */
const MANY = 2;

export function areMany(events: readonly Happening[], event: Happening): boolean {
  return event.key === ALIAS && events.filter((other) => show(other) === show(event)).length >= MANY;
}

/** Without those that are more than many. */
export function capped(events: readonly Happening[]): readonly Happening[] {
  return events.filter((event, at) => !areMany(events.slice(0, at), event));
}

export function isFirst(events: readonly Happening[], at: number): boolean {
  return events.findIndex((other) => show(other) === show(events[at] ?? other)) === at;
}

export function show({ event, key }: Happening): string {
  return `${event} ${key}`;
}
