import { AutoaliasError } from '../../autoalias-error.ts';
import type { CliIo } from '../cli-io.ts';
import { type FcFlags, fcTarget } from '../invoke/fc-target.ts';
import type { FcTarget } from '../invoke/function-call.ts';
import { endpointOrigin } from '../options/vendor-target.ts';
import { type FailedEvent, readFailedEvent } from './failed-event.ts';
import { type MessageQueue, openMnsQueue } from './mns-queue.ts';
import { type Visit, visitMessages } from './visit-messages.ts';

export interface DeadLetterFlags extends FcFlags {
  readonly queue?: string;
  readonly name: string;
  readonly mnsEndpoint?: string;
}

/** The failed events of a deployment or of the local cloud. */
export interface DeadLetters {
  readonly queueName: string;
  /** Where their functions are called. */
  readonly target: FcTarget;
  /** The first events, at most 16. Does not change their messages. */
  peek(): Promise<readonly FailedEvent[]>;
  /** As {@link visitMessages}. Returns the events whose message may still be in the queue. */
  visit(visit: (event: FailedEvent) => Promise<Visit | 'stop'>): Promise<readonly FailedEvent[]>;
  /** Whether Ctrl-C ended a visit. */
  isStopped(): boolean;
}

/** Opens the queue that the flags name. Throws AutoaliasError `usage` for a missing or invalid setting. */
export function openDeadLetters(flags: DeadLetterFlags, io: Pick<CliIo, 'env' | 'signal'>): DeadLetters {
  const target = fcTarget(flags, io.env);
  /** Read only for a visit, because Ctrl-C then no longer ends the process. */
  let signal: AbortSignal | undefined;
  const { name, queue: queueName = `${name}-failed-events` } = flags;
  if (!/^[A-Za-z][A-Za-z0-9-]{0,119}$/.test(queueName)) {
    const form = 'which is a letter, and then letters, digits and -';
    throw new AutoaliasError('usage', `${JSON.stringify(queueName)} is not the name of a queue, ${form}`);
  }
  const queue: MessageQueue = openMnsQueue({
    url: flags.mnsEndpoint === undefined ? mnsUrl(target) : endpointOrigin(flags.mnsEndpoint, '--mns-endpoint'),
    name: queueName,
    credentials: target.credentials,
  });
  const eventFunction = target.isLocal ? 'object-events' : `${name}-object-events`;
  return {
    queueName,
    target,
    peek: async () => (await queue.peek()).map((message) => readFailedEvent(message, eventFunction)),
    isStopped: () => signal?.aborted === true,
    visit: async (visit) => {
      signal = io.signal;
      const stayed = await visitMessages(queue, (message) => visit(readFailedEvent(message, eventFunction)), signal);
      return stayed.map((message) => readFailedEvent(message, eventFunction));
    },
  };
}

/** Endpoint: Simple Message Queue, "Endpoints". The local cloud answers this API at the port of its own. */
export function mnsUrl({ url, isLocal, region, accountId }: FcTarget): string {
  return isLocal ? url : `https://${accountId}.mns.${region}.aliyuncs.com`;
}
