import type { BatchWindow, Invocation } from '../queue/invocation.ts';

/**
 * How events of the store reach a function:
 *
 * - `native`: an OSS trigger of Function Compute.
 * - `eventbridge`: OSS, the default event bus of EventBridge, and a trigger of Function Compute.
 * - `smq`: the same bus, a rule whose target is a queue, and a queue trigger, as `deploy --events smq` sets it up.
 * - `smq-notification`: an event notification of OSS whose endpoint is a queue, and a queue trigger.
 */
export const EVENT_PATHS = ['native', 'eventbridge', 'smq', 'smq-notification'] as const;
export type EventPath = (typeof EVENT_PATHS)[number];

/** `bos`: a BOS trigger of CFC, or a notification rule of the bucket. BOS has only this path, so there is no setting for it. */
export type DeliveryPath = EventPath | 'bos';

/** A path, and the batches in which it delivers events. */
export interface EventDelivery {
  readonly path: DeliveryPath;
  /** Absent: one event in each invocation, not in an array. */
  readonly batch?: BatchWindow;
}

/** Events in a batch of a queue trigger, unless the settings say otherwise. As `deploy --events smq` prints it. */
export const QUEUE_BATCH = 10;

/** Seconds that a batch collects events, as `deploy --events smq` prints it. */
const BATCH_SECONDS = 1;

/** The largest event of a synchronous and of an asynchronous invocation (Function Compute, "Advanced trigger features"). */
const SYNCHRONOUS_BYTES = 32 * 1024 * 1024;
const ASYNCHRONOUS_BYTES = 128 * 1024;

/**
 * @param events the most events in a batch. Native triggers have no batches. A trigger of the default bus has batches only
 *   if this is set, because the page of RunOptions allows them only for other sources, such as queues.
 */
export function eventDelivery(path: EventPath, events?: number): EventDelivery {
  if (path === 'native' || (path === 'eventbridge' && events === undefined)) return { path };
  const bytes = isEventStream(path) ? SYNCHRONOUS_BYTES : ASYNCHRONOUS_BYTES;
  return { path, batch: { events: events ?? QUEUE_BATCH, seconds: BATCH_SECONDS, bytes } };
}

/** Whether an event stream calls the function. It waits for the result and retries. */
export function isEventStream(path: DeliveryPath): boolean {
  return path === 'smq' || path === 'smq-notification';
}

/** The fields of an invocation that decide how it is batched and retried. */
export function deliveryFields({ path, batch }: EventDelivery): Pick<Invocation, 'group' | 'batch' | 'retriedBy'> {
  return {
    // All events of a path share its batches, whatever their keys.
    ...(batch && { group: path, batch }),
    ...(isEventStream(path) && { retriedBy: 'event-stream' }),
  };
}
