import { connect } from 'node:net';
import { encodeKey, queryString } from '../../src/oss-wire/percent-encoding.ts';
import { dateTime, signingKey, signV4 } from '../../src/oss-wire/sign-v4.ts';
import type { QueryPair } from '../../src/oss-wire/signable-request.ts';
import { localCredentials } from '../contract/local-oss.ts';
import type { Sample, Side } from './row.ts';
import type { Server } from './servers.ts';

export interface RawRequest {
  readonly method: 'GET' | 'PUT';
  readonly key?: string;
  readonly query?: readonly QueryPair[];
  readonly body?: Buffer;
}

/**
 * A side that sends requests over kept connections, and measures the wall clock here and the CPU time of the server. The
 * requests are signed ahead and written as they are, so that the client takes as little time as possible.
 */
export function served(
  name: string,
  server: Server,
  { connections, requests }: { readonly connections: number; readonly requests: () => readonly RawRequest[] },
): Side {
  return {
    name,
    async run(): Promise<Sample> {
      const bytes = requests().map((request) => signedBytes(server.endpoint, request));
      const cpu = await server.cpu();
      const started = performance.now();
      await sendAll(server.endpoint, connections, bytes);
      const wall = (performance.now() - started) * 1000;
      return { wall: wall / bytes.length, cpu: ((await server.cpu()) - cpu) / bytes.length };
    },
  };
}

function signedBytes(endpoint: string, { method, key, query = [], body }: RawRequest): Buffer {
  const date = dateTime(Date.now());
  const scope = { date: date.slice(0, 8), region: 'cn-hangzhou', product: 'oss' };
  const headers = { 'x-oss-date': date, 'x-oss-content-sha256': 'UNSIGNED-PAYLOAD' };
  const { accessKeyId, accessKeySecret } = localCredentials;
  const { signature } = signV4(
    { method, bucket: 'demo', query, headers, ...(key !== undefined && { key }) },
    { dateTime: date, scope, signingKey: signingKey(accessKeySecret, scope) },
  );
  const credential = `${accessKeyId}/${scope.date}/${scope.region}/${scope.product}/aliyun_v4_request`;
  const fields = {
    host: new URL(endpoint).host,
    ...headers,
    authorization: `OSS4-HMAC-SHA256 Credential=${credential},Signature=${signature}`,
    ...(body && { 'content-length': String(body.length) }),
  };
  const target = `/demo/${encodeKey(key ?? '')}${query.length === 0 ? '' : `?${queryString(query)}`}`;
  const lines = Object.entries(fields).map(([field, value]) => `${field}: ${value}`);
  const head = [`${method} ${target} HTTP/1.1`, ...lines, '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), body ?? Buffer.alloc(0)]);
}

/** Each connection sends its next request after the answer to the last. Rejects for an answer other than 200. */
async function sendAll(endpoint: string, connections: number, requests: readonly Buffer[]): Promise<void> {
  const waiting = requests.values();
  await Promise.all(Array.from({ length: connections }, () => sendOn(endpoint, waiting)));
}

function sendOn(endpoint: string, waiting: Iterator<Buffer>): Promise<void> {
  const { hostname, port } = new URL(endpoint);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    /** The bytes of the answer that are still to come. Undefined before its headers are complete. */
    let left: number | undefined;
    let head = Buffer.alloc(0);
    const send = (): void => {
      const { value, done } = waiting.next();
      left = undefined;
      head = Buffer.alloc(0);
      if (!done) socket.write(value);
      else socket.end(resolve);
    };
    socket.once('connect', send).once('error', reject);
    socket.on('data', (chunk) => {
      if (left === undefined) {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        const text = head.toString('latin1', 0, end);
        if (!text.startsWith('HTTP/1.1 200')) return reject(new Error(head.toString()));
        left = Number(/^content-length: (\d+)$/im.exec(text)?.[1]) - (head.length - end - 4);
      } else left -= chunk.length;
      if (left === 0) send();
    });
  });
}
