import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readSlsAuthorization, slsSignature } from '../../../src/alibaba/sls-signature.ts';
import type { Credentials } from '../../../src/oss-wire/credentials.ts';

/** A log as the service keeps it. */
export interface StoredLog {
  /** Unix seconds. */
  readonly time: number;
  readonly topic: string;
  readonly message: string;
}

export interface SlsStandIn {
  readonly url: string;
  /** The queries of all requests with a valid signature. */
  readonly queries: URLSearchParams[];
  /** How many of the next answers are marked as incomplete. */
  incomplete: number;
  close(): Promise<void>;
}

/**
 * A stand-in for Simple Log Service on the loopback interface. It checks signatures, and answers GetLogs for the logstore
 * `functions`: period, topics, words, offset and line. It is written from the documentation, not compared with the service.
 */
export async function startSlsStandIn(credentials: Credentials, logs: readonly StoredLog[]): Promise<SlsStandIn> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const answer = (status: number, body: unknown, progress = 'Complete'): void => {
      response.writeHead(status, { 'content-type': 'application/json', 'x-log-progress': progress });
      response.end(JSON.stringify(body));
    };
    const headers = Object.fromEntries(
      Object.entries(request.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    );
    const sent = readSlsAuthorization(headers.authorization ?? '');
    const expected = slsSignature(
      { method: request.method ?? '', path: url.pathname, query: [...url.searchParams], headers },
      credentials.accessKeySecret,
    );
    if (sent?.accessKeyId !== credentials.accessKeyId || sent.signature !== expected) {
      return answer(401, { errorCode: 'SignatureNotMatch', errorMessage: 'signature does not match' });
    }
    if (url.pathname !== '/logstores/functions') {
      return answer(404, { errorCode: 'LogStoreNotExist', errorMessage: 'logstore does not exist' });
    }
    stand.queries.push(url.searchParams);
    const number = (name: string): number => Number(url.searchParams.get(name));
    const query = url.searchParams.get('query') ?? '';
    const topics = [...query.matchAll(/__topic__: "([^"]*)"/g)].map(([, topic]) => topic);
    const [, ...words] = query.split(' and ').map((word) => word.replaceAll('"', ''));
    const found = logs.filter(
      ({ time, topic, message }) =>
        time >= number('from') &&
        time < number('to') &&
        topics.includes(topic) &&
        words.every((word) => message.includes(word)),
    );
    stand.incomplete -= 1;
    answer(
      200,
      found
        .slice(number('offset'), number('offset') + number('line'))
        .map(({ time, topic, message }) => ({ __time__: String(time), __source__: '', __topic__: topic, message })),
      stand.incomplete >= 0 ? 'Incomplete' : 'Complete',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stand: SlsStandIn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    queries: [],
    incomplete: 0,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return stand;
}
