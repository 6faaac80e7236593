import { type FailedInvocation, functionOfArn, readFailedInvocation } from '../../alibaba/failed-invocation.ts';
import { decodeEvents } from '../../events/decode-events.ts';
import type { QueueMessage } from './mns-queue.ts';

/** An event that failed on every try, as its message in the queue describes it. */
export interface FailedEvent {
  /** The id of the message. */
  readonly id: string;
  /** When the message was added, in ISO 8601. */
  readonly failedAt: string;
  /** The request id of the failed invocation. Null if the message does not have one. */
  readonly requestId: string | null;
  /** The function that failed. Null if the message does not name one. */
  readonly function: string | null;
  readonly qualifier: string | null;
  /** How often the function was called. */
  readonly attempts: number | null;
  readonly error: string | null;
  /** What the event is about, such as `ObjectCreated:PutObject releases/app/1.0.0/app.tgz`. */
  readonly events: readonly string[];
  /** The event, exactly as the function received it. Null if the message contains none. */
  readonly payload: string | null;
}

/**
 * Reads a message of the queue of failed events. A message that Function Compute did not write is the event itself: with
 * events through SMQ, EventBridge puts a message there that it could not deliver.
 *
 * @param eventFunction the function that handles such events.
 */
export function readFailedEvent({ id, body, enqueuedAt }: QueueMessage, eventFunction: string): FailedEvent {
  const { text, value } = contentOf(body);
  const common = { id, failedAt: isoOf(enqueuedAt) };
  const invocation = readFailedInvocation(value);
  if (invocation !== undefined) return { ...common, ...ofInvocation(invocation) };
  const events = value === undefined ? [] : eventsIn(text);
  return {
    ...common,
    requestId: null,
    function: events.length > 0 ? eventFunction : null,
    qualifier: null,
    attempts: null,
    error: null,
    events,
    payload: events.length > 0 ? text : null,
  };
}

function ofInvocation(invocation: FailedInvocation): Omit<FailedEvent, 'id' | 'failedAt'> {
  const { requestContext, requestPayload } = invocation;
  const called = functionOfArn(requestContext.functionArn);
  return {
    requestId: requestContext.requestId,
    function: called?.name ?? null,
    qualifier: called?.qualifier ?? null,
    attempts: requestContext.approximateInvokeCount,
    error: errorOf(invocation),
    events: eventsIn(requestPayload),
    payload: requestPayload,
  };
}

/** The error of the function if it returned one, else the codes of the platform. */
function errorOf({
  requestContext: { condition },
  responseContext: { functionError },
  responsePayload,
}: FailedInvocation) {
  const value = parsed(responsePayload);
  if (typeof value === 'object' && value !== null && 'errorMessage' in value) return String(value.errorMessage);
  return [condition, functionError].filter((part, i, all) => part !== '' && all.indexOf(part) === i).join(': ') || null;
}

/** What the events of a payload are about. Empty if it is not an event of OSS. */
function eventsIn(payload: string): readonly string[] {
  const { changes, skipped } = decodeEvents(payload);
  return [...changes, ...skipped].map(({ event, key }) => (key === undefined ? event : `${event} ${key}`));
}

interface Content {
  readonly text: string;
  /** Undefined if the text is not JSON. */
  readonly value: unknown;
}

/** The page of Function Compute does not say whether it encodes the body of a message in Base64. Both forms are read. */
function contentOf(body: string): Content {
  const value = parsed(body);
  if (value !== undefined) return { text: body, value };
  const text = Buffer.from(body, 'base64').toString();
  return { text, value: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isoOf(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
