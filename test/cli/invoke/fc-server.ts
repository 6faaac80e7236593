import { Hono } from 'hono';
import { fcApi } from '../../../src/local/api/fc/fc-api.ts';
import type { FcParts } from '../../../src/local/api/fc/fc-parts.ts';
import { type ApiServer, listenApi } from '../../../src/local/api/listen-api.ts';
import { fcParts } from '../../local/api/fc/fc-fixture.ts';

/** The API of Function Compute over HTTP, with functions that return their event. */
export function fcServer(fields: Partial<FcParts> = {}): Promise<ApiServer> {
  const answer = fcApi(fcParts({ now: Date.now, ...fields }));
  const app = new Hono().all('*', (c) => {
    const { pathname, search } = new URL(c.req.url);
    return answer(c.req.raw, { target: pathname + search, isLocal: true });
  });
  return listenApi(app, 0, '127.0.0.1');
}

export function targetAt(url: string, accessKeySecret = 'autoalias-secret') {
  const credentials = { accessKeyId: 'autoalias', accessKeySecret };
  return { url, isLocal: true, region: 'cn-hangzhou', accountId: '1000000000000000', credentials };
}
