import { cloudEvent, queueEvent } from '../../../events/record.ts';
import type { EventPath } from '../plan/plan.ts';
import type { EventRecord } from './event-record.ts';

/** The payload of a call. */
export function eventPayload(path: EventPath, records: readonly EventRecord[]): Uint8Array {
  return new TextEncoder().encode(WRITERS[path](records));
}

/** The payload of a timer trigger. */
export function timerPayload(now: number): Uint8Array {
  return new TextEncoder().encode(
    JSON.stringify({ triggerTime: new Date(now).toISOString(), triggerName: 'sweep', payload: '' }),
  );
}

function events(records: readonly EventRecord[]): string {
  return JSON.stringify({ events: records.map(({ json }) => json) });
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function oneOrAll<T>(list: readonly T[]): T | readonly T[] {
  return list.length === 1 && list[0] !== undefined ? list[0] : list;
}

const WRITERS: Readonly<Record<EventPath, (records: readonly EventRecord[]) => string>> = {
  // The native trigger of Function Compute.
  trigger: events,
  // EventBridge: one event, or an array of them. The name is in the envelope.
  bus: (records) =>
    JSON.stringify(oneOrAll(records.map(({ name, key, json }) => ({ ...cloudEvent(`oss:${name}`, key), data: json })))),
  // A queue, by its own trigger or through EventBridge: one message per event, which is a trigger's payload in Base64.
  queue: (records) => {
    const bodies = records.map((one) => base64(events([one])));
    return bodies.length === 1 ? (bodies[0] ?? '') : JSON.stringify(bodies.map((body) => queueEvent(body)));
  },
};
