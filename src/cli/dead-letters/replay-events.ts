import { messageOf } from '../../error-text.ts';
import { isCfcFunction } from '../../local/cloud/functions/cfc-functions.ts';
import { runCfcFunction } from '../invoke/call-cfc.ts';
import type { FcTarget } from '../invoke/function-call.ts';
import { type QueuedEvent, queueEvent } from '../invoke/queue-event.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { FailedEvent } from './failed-event.ts';

/** What a replay did with a message. */
export interface Replay {
  /** The id of the message. */
  readonly id: string;
  readonly function: string | null;
  /** The request id of the new invocation. Null if there is none. */
  readonly requestId: string | null;
  /** Why the message is still in the queue. Null if it was deleted. */
  readonly error: string | null;
}

/**
 * Queues the events of messages for their functions again, and removes each message whose event was accepted. Reports each
 * message and each id that was not found.
 *
 * @param ids the messages; all if undefined.
 */
export async function replayEvents(
  letters: DeadLetters,
  ids: readonly string[] | undefined,
  report: (replay: Replay) => void,
): Promise<void> {
  const missing = new Set(ids);
  /** An event that fails again while the replay runs has one of these request ids. It is not replayed in a loop. */
  const own = new Set<string | null>();
  const accepted = new Map<string, Replay>();
  const stayed = await letters.visit(async (event) => {
    if (ids !== undefined && missing.size === 0) return 'stop';
    if ((ids !== undefined && !missing.delete(event.id)) || own.has(event.requestId)) return 'keep';
    const replay = await replayEvent(letters, event);
    if (replay.error !== null) {
      report(replay);
      return 'keep';
    }
    own.add(replay.requestId);
    accepted.set(event.id, replay);
    return 'remove';
  });
  const kept = new Set(stayed.map(({ id }) => id));
  for (const replay of accepted.values()) {
    report(kept.has(replay.id) ? { ...replay, error: STAYED } : replay);
  }
  for (const id of missing) report({ id, function: null, requestId: null, error: `not in ${letters.queueName}` });
}

const STAYED =
  'the event was queued, and the message may still be in the queue: its visibility timeout ended meanwhile';
const NO_EVENT = 'the message contains no event of a function of Function Compute 3.0; show prints it';

async function replayEvent({ target }: DeadLetters, event: FailedEvent): Promise<Replay> {
  const { id, function: functionName, qualifier, payload } = event;
  const common = { id, function: functionName };
  if (functionName === null || payload === null) return { ...common, requestId: null, error: NO_EVENT };
  try {
    const queued = { functionName, qualifier, event: payload };
    const isCfc = target.isLocal && isCfcFunction(functionName);
    return { ...common, requestId: await (isCfc ? queueOnCfc : queueEvent)(target, queued), error: null };
  } catch (error) {
    return { ...common, requestId: null, error: messageOf(error) };
  }
}

/** Queues an event for a function of CFC. The local cloud keeps its failed events in the queue of Function Compute. */
async function queueOnCfc({ url, credentials }: FcTarget, { functionName, event }: QueuedEvent): Promise<string> {
  const call = { functionName, event: Buffer.from(event), isAsync: true, qualifier: undefined };
  const { headers } = await runCfcFunction({ service: 'CFC', url, credentials }, call);
  return headers['x-fc-request-id'] ?? '';
}
