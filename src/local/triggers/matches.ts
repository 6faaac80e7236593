import { eventTypeCovers } from './event-type-covers.ts';
import type { Trigger } from './trigger.ts';

/** Whether an event of the store calls the trigger's function. `name` is as events carry it: without `oss:`. */
export function matches(trigger: Trigger, event: { readonly name: string; readonly key: string }): boolean {
  return (
    event.key.startsWith(trigger.prefix) &&
    event.key.endsWith(trigger.suffix) &&
    trigger.events.some((type) => eventTypeCovers(type, `oss:${event.name}`))
  );
}
