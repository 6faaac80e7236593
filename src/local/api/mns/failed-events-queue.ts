import { randomUUID } from 'node:crypto';
import type { FailedInvocation } from '../../../alibaba/failed-invocation.ts';
import type { DeadLetter } from '../../queue/invocation-queue.ts';
import { MnsFault } from './mns-fault.ts';

/** The queue of events that failed on every try. The same name as in a deployment. */
export const FAILED_EVENTS_QUEUE = 'autoalias-failed-events';

/** Seconds during which a received message is invisible: the default of Simple Message Queue. */
export const VISIBILITY_TIMEOUT = 30;
/** The longest, in seconds. */
const MOST_SECONDS = 43_200;

/** A message as the API shows it. */
export interface QueueMessage {
  /** The id of the dead letter. */
  readonly id: string;
  readonly body: FailedInvocation;
  /** Unix milliseconds. */
  readonly enqueuedAt: number;
  /** Undefined if it was never received. */
  readonly firstReceivedAt: number | undefined;
  readonly received: number;
}

/** A message that is invisible until `visibleAt`, in Unix milliseconds. */
export interface ReceivedMessage extends QueueMessage {
  readonly receiptHandle: string;
  readonly visibleAt: number;
}

/** The dead letters of the local cloud as a queue of Simple Message Queue. Oldest first. */
export interface FailedEventsQueue {
  /** Does not change the messages. */
  peek(most: number): readonly QueueMessage[];
  receive(most: number): readonly ReceivedMessage[];
  /** Throws MnsFault if the message is visible again, or gone. */
  changeVisibility(receiptHandle: string, seconds: number): ReceivedMessage;
  /** Throws MnsFault if the message is visible again, or gone. */
  remove(receiptHandle: string): Promise<void>;
  counts(): { readonly visible: number; readonly invisible: number };
}

export interface FailedEventsParts {
  readonly deadLetters: (page: { readonly after?: string; readonly limit: number }) => readonly DeadLetter[];
  /** Resolves when it is stored. False if there is no such dead letter. */
  readonly discard: (id: string) => Promise<boolean>;
  /** `acs:fc:<region>:<account>:functions/<function>` */
  readonly functionArn: (functionName: string) => string;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** What is known of a message that was received. Kept in memory, so all messages are visible after a restart. */
interface Receipt {
  readonly letter: DeadLetter;
  readonly handle: string;
  readonly visibleAt: number;
  readonly firstReceivedAt: number;
  readonly received: number;
}

const PAGE = 100;

export function createFailedEventsQueue(parts: FailedEventsParts): FailedEventsQueue {
  const { now, functionArn } = parts;
  const receipts = new Map<string, Receipt>();
  const messageOf = (letter: DeadLetter): QueueMessage => ({
    id: letter.id,
    body: failedInvocation(letter, functionArn),
    enqueuedAt: letter.failedAt,
    firstReceivedAt: receipts.get(letter.id)?.firstReceivedAt,
    received: receipts.get(letter.id)?.received ?? 0,
  });
  function* letters(): Generator<DeadLetter> {
    for (let after: string | undefined; ; ) {
      const page = parts.deadLetters(after === undefined ? { limit: PAGE } : { limit: PAGE, after });
      yield* page;
      after = page.at(-1)?.id;
      if (page.length < PAGE) return;
    }
  }
  function* visible(): Generator<DeadLetter> {
    for (const letter of letters()) if ((receipts.get(letter.id)?.visibleAt ?? 0) <= now()) yield letter;
  }
  const first = (most: number): readonly DeadLetter[] => {
    const found: DeadLetter[] = [];
    for (const letter of visible()) {
      found.push(letter);
      if (found.length === most) break;
    }
    return found;
  };
  /** The invisible message of a handle. */
  const held = (handle: string): Receipt => {
    for (const receipt of receipts.values()) if (receipt.handle === handle && receipt.visibleAt > now()) return receipt;
    throw notExist();
  };
  const hide = (receipt: Receipt): ReceivedMessage => {
    const { letter, handle, visibleAt } = receipt;
    receipts.set(letter.id, receipt);
    return { ...messageOf(letter), receiptHandle: handle, visibleAt };
  };
  return {
    peek: (most) => first(most).map(messageOf),
    receive: (most) =>
      first(most).map((letter) => {
        const { firstReceivedAt = now(), received = 0 } = receipts.get(letter.id) ?? {};
        const visibleAt = now() + VISIBILITY_TIMEOUT * 1000;
        return hide({ letter, handle: newHandle(), visibleAt, firstReceivedAt, received: received + 1 });
      }),
    changeVisibility: (handle, seconds) => {
      if (!Number.isInteger(seconds) || seconds < 1 || seconds > MOST_SECONDS) {
        throw new MnsFault(
          'InvalidArgument',
          `The value of VisibilityTimeout should between 1 and ${MOST_SECONDS} seconds.`,
        );
      }
      return hide({ ...held(handle), handle: newHandle(), visibleAt: now() + seconds * 1000 });
    },
    remove: async (handle) => {
      const { id } = held(handle).letter;
      receipts.delete(id);
      if (!(await parts.discard(id))) throw notExist();
    },
    counts: () => {
      let [all, shown] = [0, 0];
      for (const letter of letters()) {
        all += 1;
        if ((receipts.get(letter.id)?.visibleAt ?? 0) <= now()) shown += 1;
      }
      return { visible: shown, invisible: all - shown };
    },
  };
}

function notExist(): MnsFault {
  return new MnsFault('MessageNotExist', 'Message not exist.');
}

/** Base64 with padding, as in the documentation of the service, so that clients must handle it in a query. */
function newHandle(): string {
  return `1-${Buffer.from(randomUUID().slice(0, 16)).toString('base64')}`;
}

function failedInvocation(
  { reason, failedAt, invocation }: DeadLetter,
  functionArn: FailedEventsParts['functionArn'],
): FailedInvocation {
  const { id, functionName, payload, functionErrors, systemErrors } = invocation;
  const condition = functionErrors > 0 ? 'UnhandledInvocationError' : 'FunctionResourceExhausted';
  return {
    timestamp: failedAt,
    requestContext: {
      requestId: id,
      functionArn: functionArn(functionName),
      condition,
      approximateInvokeCount: functionErrors + systemErrors,
    },
    requestPayload: payload,
    responseContext: { statusCode: 200, functionError: functionErrors > 0 ? condition : '' },
    responsePayload: JSON.stringify({ errorMessage: reason, errorType: condition }),
  };
}
