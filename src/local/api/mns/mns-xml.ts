import { createHash } from 'node:crypto';
import { parseXml } from '../../../oss-wire/parse-xml.ts';
import { writeXml, type XmlNode } from '../../../oss-wire/write-xml.ts';
import type { QueueMessage, ReceivedMessage } from './failed-events-queue.ts';
import { MnsFault } from './mns-fault.ts';

const NAMESPACE = 'http://mns.aliyuncs.com/doc/v1/';

/** A document of the API. Its root has the namespace of the service. */
export function mnsXml(root: string, content: readonly XmlNode[]): string {
  return writeXml(root, content).replace(`<${root}>`, `<${root} xmlns="${NAMESPACE}">`);
}

/** The elements of a message. The body is Base64, because the vendor's SDKs encode and decode it by default. */
export function messageNodes(message: QueueMessage | ReceivedMessage): readonly XmlNode[] {
  const body = Buffer.from(JSON.stringify(message.body)).toString('base64');
  const isReceived = 'receiptHandle' in message;
  return [
    ['MessageId', message.id],
    ['ReceiptHandle', isReceived ? message.receiptHandle : undefined],
    ['MessageBody', body],
    ['MessageBodyMD5', createHash('md5').update(body).digest('hex').toUpperCase()],
    ['EnqueueTime', message.enqueuedAt],
    ['NextVisibleTime', isReceived ? message.visibleAt : undefined],
    // The time at which it was added, until it is received.
    ['FirstDequeueTime', message.firstReceivedAt ?? message.enqueuedAt],
    ['DequeueCount', message.received],
    ['Priority', 8],
  ];
}

/** The handles in the body of BatchDeleteMessage. Throws MnsFault for a body of another form. */
export function readReceiptHandles(body: string): readonly string[] {
  try {
    const { name, children } = parseXml(body);
    const handles = children.filter((child) => child.name === 'ReceiptHandle').map(({ text }) => text.trim());
    if (name === 'ReceiptHandles' && handles.length > 0 && handles.length <= 16) return handles;
  } catch (cause) {
    throw new MnsFault('MalformedXML', 'The XML you provided was not well-formed.', { cause });
  }
  throw new MnsFault('MalformedXML', 'The body must be ReceiptHandles with 1 to 16 of ReceiptHandle.');
}
