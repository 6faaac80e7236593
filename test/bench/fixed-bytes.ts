import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

const FIXED_ANSWER = [
  'HTTP/1.1 200 OK',
  'Server: AliyunOSS',
  'Date: Sat, 28 Nov 2026 12:00:00 GMT',
  'Content-Length: 0',
  'Connection: keep-alive',
  'x-oss-request-id: 66A1B2C3D4E5F60718293A4B',
  'ETag: "5D41402ABC4B2A76B9719D911017C592"',
  'x-oss-version-id: CAEQNhiBgMDJgZCA0BYiIDc4MGZjZGI2OTBjOTRmNTE5NmU5NmFhZjhjYmY0',
  'x-oss-server-time: 12',
  '',
  '',
].join('\r\n');

/**
 * Answers each request with the same bytes, those of OSS for PutSymlink. It counts the ends of heads, because the requests
 * have no bodies.
 */
export async function serveFixedBytes(): Promise<string> {
  const end = '\r\n\r\n';
  const server = createServer((socket) => {
    let rest = '';
    socket.setNoDelay(true).on('data', (bytes) => {
      const heads = (rest + bytes.toString('latin1')).split(end);
      rest = heads.pop() ?? '';
      if (heads.length > 0) socket.write(FIXED_ANSWER.repeat(heads.length));
    });
    socket.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
