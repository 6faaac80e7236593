import { AutoaliasError } from '../../autoalias-error.ts';
import { CFC_EVENTS_FUNCTION, isCfcFunction } from '../../local/cloud/functions/cfc-functions.ts';
import { baiduRegion } from '../cfc/baidu-settings.ts';
import { cfcTarget } from '../cfc/cfc-target.ts';
import { refuseOnBaidu } from '../cfc/not-on-baidu.ts';
import type { CliIo } from '../cli-io.ts';
import { type FcFlags, fcTarget } from '../invoke/fc-target.ts';
import type { FcTarget } from '../invoke/function-call.ts';
import { cloudOf, namedCloud } from '../options/cloud-option.ts';
import { endpointOrigin } from '../options/vendor-target.ts';
import { type FailedEvent, readFailedEvent } from './failed-event.ts';
import { BATCH, type MessageQueue, openMnsQueue, type QueueMessage } from './mns-queue.ts';
import { type Visit, visitMessages } from './visit-messages.ts';

export interface DeadLetterFlags extends FcFlags {
  readonly queue?: string;
  readonly name: string;
  readonly mnsEndpoint?: string;
}

/** The first messages of the queue. */
export interface FirstEvents {
  readonly events: readonly FailedEvent[];
  /** Whether the queue can have further messages. */
  readonly isCut: boolean;
}

/** The failed events of a deployment or of the local cloud. */
export interface DeadLetters {
  readonly queueName: string;
  /** Where their functions are called. */
  readonly target: FcTarget;
  /** The events among the first 16 messages. Does not change the messages. */
  peek(): Promise<FirstEvents>;
  /** As {@link visitMessages}. Returns the events whose message may still be in the queue. */
  visit(visit: (event: FailedEvent) => Promise<Visit | 'stop'>): Promise<readonly FailedEvent[]>;
  /** Whether Ctrl-C ended a visit. */
  isStopped(): boolean;
}

/**
 * Opens the queue that the flags name. The local cloud has one queue for all clouds: if a cloud is named, the events of the
 * functions of other clouds are left out. Throws AutoaliasError `usage` for a missing or invalid setting, and for a
 * deployment on Baidu.
 */
export function openDeadLetters(flags: DeadLetterFlags, io: Pick<CliIo, 'env' | 'signal'>): DeadLetters {
  const cloud = cloudOf(flags, io.env);
  if (cloud === 'baidu' && baiduRegion(flags.region, io.env) !== undefined) refuseOnBaidu('dead-letters', cloud);
  const target = cloud === 'baidu' ? cfcTarget({}, io.env) : fcTarget(flags, io.env);
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
  const eventFunction = target.isLocal
    ? { alibaba: 'object-events', baidu: CFC_EVENTS_FUNCTION }[cloud]
    : `${name}-object-events`;
  const isCloudNamed = namedCloud(flags, io.env) !== undefined;
  const isShown = ({ function: functionName }: FailedEvent): boolean =>
    !target.isLocal || !isCloudNamed || isCfcFunction(functionName ?? '') === (cloud === 'baidu');
  const read = (message: QueueMessage): FailedEvent => readFailedEvent(message, eventFunction);
  return {
    queueName,
    target,
    peek: async () => {
      const messages = await queue.peek();
      return { events: messages.map(read).filter(isShown), isCut: messages.length === BATCH };
    },
    isStopped: () => signal?.aborted === true,
    visit: async (visit) => {
      signal = io.signal;
      const visitShown = async (message: QueueMessage) => {
        const event = read(message);
        return isShown(event) ? visit(event) : 'keep';
      };
      return (await visitMessages(queue, visitShown, signal)).map(read).filter(isShown);
    },
  };
}

/** Endpoint: Simple Message Queue, "Endpoints". The local cloud answers this API at the port of its own. */
export function mnsUrl({ url, isLocal, region, accountId }: FcTarget): string {
  return isLocal ? url : `https://${accountId}.mns.${region}.aliyuncs.com`;
}
