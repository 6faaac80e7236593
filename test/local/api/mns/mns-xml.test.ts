import { expect, test } from 'vitest';
import { messageNodes, mnsXml, readReceiptHandles } from '../../../../src/local/api/mns/mns-xml.ts';
import { openLetters } from './letters-fixture.ts';

test('the root of a document has the namespace of the service', () => {
  expect(mnsXml('Queue', [['QueueName', 'q']])).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Queue xmlns="http://mns.aliyuncs.com/doc/v1/"><QueueName>q</QueueName></Queue>',
  );
});

test('a peeked message has no receipt handle', () => {
  const { queue } = openLetters(1);
  const [peeked] = queue.peek(1);
  const [received] = queue.receive(1);
  const names = (message: typeof peeked) =>
    (message === undefined ? [] : messageNodes(message))
      .filter(([, content]) => content !== undefined)
      .map(([name]) => name);
  expect(names(received).filter((name) => !names(peeked).includes(name))).toEqual(['ReceiptHandle', 'NextVisibleTime']);
});

test.each<[body: string, handles: readonly string[]]>([
  ['<ReceiptHandles><ReceiptHandle>1-a==</ReceiptHandle></ReceiptHandles>', ['1-a==']],
  [
    '<?xml version="1.0"?><ReceiptHandles xmlns="http://mns.aliyuncs.com/doc/v1/"><ReceiptHandle> 1 </ReceiptHandle><ReceiptHandle>2</ReceiptHandle></ReceiptHandles>',
    ['1', '2'],
  ],
])('the handles in %s', (body, handles) => {
  expect(readReceiptHandles(body)).toEqual(handles);
});

test.each([
  '',
  '<ReceiptHandles>',
  '<ReceiptHandles/>',
  '<Other><ReceiptHandle>1</ReceiptHandle></Other>',
  `<ReceiptHandles>${'<ReceiptHandle>1</ReceiptHandle>'.repeat(17)}</ReceiptHandles>`,
])('no handles in %s', (body) => {
  expect(() => readReceiptHandles(body)).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
});
