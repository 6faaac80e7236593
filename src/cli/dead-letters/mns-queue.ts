import { mnsHeaders } from '../../alibaba/mns-signature.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { Credentials } from '../../oss-wire/credentials.ts';
import { parseXml, type XmlElement } from '../../oss-wire/parse-xml.ts';
import { callVendor, type VendorAnswer } from '../options/call-vendor.ts';

/** A queue of Simple Message Queue, and who reads it. */
export interface QueueTarget {
  /** `https://<account>.mns.<region>.aliyuncs.com`, or the API of the local cloud. */
  readonly url: string;
  readonly name: string;
  readonly credentials: Credentials;
}

/** A message that waits in a queue. */
export interface QueueMessage {
  readonly id: string;
  /** As it is in the queue: text, or Base64 of it. */
  readonly body: string;
  /** When it was added, in Unix milliseconds. */
  readonly enqueuedAt: number;
}

/** A message that no other reader can receive, until the visibility timeout of the queue ends. */
export interface HeldMessage extends QueueMessage {
  readonly receiptHandle: string;
}

/** The operations on the messages of a queue. Each throws AutoaliasError `api-failed` if the service refuses or does not answer. */
export interface MessageQueue {
  /** The first messages, at most 16. Does not change them. */
  peek(): Promise<readonly QueueMessage[]>;
  /** Receives the first messages, at most 16. Waits two seconds if there are none. */
  receive(): Promise<readonly HeldMessage[]>;
  /** Makes a message visible again, a second later. */
  release(message: HeldMessage): Promise<void>;
  /** False if the message was visible again or gone, so that it may still be in the queue. */
  remove(message: HeldMessage): Promise<boolean>;
}

/** The most messages of a request (Simple Message Queue, BatchReceiveMessage). */
export const BATCH = 16;

/**
 * Seconds for which the service waits for a message. A message that another command has just returned becomes visible
 * within this time.
 */
const WAIT = 2;

export function openMnsQueue({ url, name, credentials }: QueueTarget): MessageQueue {
  const send = async (method: string, query: string): Promise<VendorAnswer | undefined> => {
    const target = `/queues/${name}/messages?${query}`;
    const headers = mnsHeaders({ method, target }, credentials, Date.now());
    const answer = await callVendor('Simple Message Queue', { method, url: `${url}${target}`, headers });
    if (answer.status < 300) return answer;
    const { code, message } = errorIn(answer.text);
    if (code === 'MessageNotExist') return undefined;
    throw failed(name, `it answered ${answer.status} (${answer.shown(`${code}: ${message}`)})`);
  };
  const messages = async (query: string): Promise<readonly XmlElement[]> => {
    const answer = await send('GET', query);
    if (answer === undefined) return [];
    try {
      const { name: root, children } = parseXml(answer.text);
      if (root === 'Messages') return children.filter((child) => child.name === 'Message');
    } catch (cause) {
      throw failed(name, 'its answer is not XML', cause);
    }
    throw failed(name, 'its answer is not a list of messages');
  };
  return {
    peek: async () => (await messages(`peekonly=true&numOfMessages=${BATCH}`)).map(messageIn),
    receive: async () =>
      (await messages(`numOfMessages=${BATCH}&waitseconds=${WAIT}`)).map((element) => ({
        ...messageIn(element),
        receiptHandle: textOf(element, 'ReceiptHandle'),
      })),
    release: async ({ receiptHandle }) => {
      await send('PUT', `ReceiptHandle=${inQuery(receiptHandle)}&VisibilityTimeout=1`);
    },
    remove: async ({ receiptHandle }) =>
      (await send('DELETE', `ReceiptHandle=${inQuery(receiptHandle)}`)) !== undefined,
  };
}

/** The vendor's SDK for Node sends handles as they are, and signs them so. Only what a URL cannot contain is encoded. */
function inQuery(handle: string): string {
  return encodeURI(handle).replaceAll('&', '%26').replaceAll('#', '%23');
}

function messageIn(element: XmlElement): QueueMessage {
  return {
    id: textOf(element, 'MessageId'),
    body: textOf(element, 'MessageBody'),
    enqueuedAt: Number(textOf(element, 'EnqueueTime')),
  };
}

function textOf({ children }: XmlElement, name: string): string {
  return children.find((child) => child.name === name)?.text.trim() ?? '';
}

function errorIn(text: string): { readonly code: string; readonly message: string } {
  try {
    const error = parseXml(text);
    return { code: textOf(error, 'Code') || 'no code', message: textOf(error, 'Message') || 'no reason' };
  } catch {
    return { code: 'no code', message: 'no reason' };
  }
}

function failed(name: string, why: string, cause?: unknown): AutoaliasError {
  return new AutoaliasError(
    'api-failed',
    `Simple Message Queue did not do this with the messages of ${name}: ${why}; check --queue, --region, --account and the permissions for the queue`,
    { cause },
  );
}
