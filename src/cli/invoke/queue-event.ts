import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { acs3Headers } from '../../alibaba/acs3.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import { queryString } from '../../oss-wire/percent-encoding.ts';
import type { QueryPair } from '../../oss-wire/signable-request.ts';
import { callVendor } from '../options/call-vendor.ts';
import type { FcTarget } from './function-call.ts';

/** An event for a function of Function Compute 3.0. */
export interface QueuedEvent {
  readonly functionName: string;
  readonly qualifier: string | null;
  readonly event: string;
}

/**
 * Queues an event by an asynchronous InvokeFunction, without the vendor's SDK.
 *
 * @returns the id of the request, which is also that of the invocation.
 * @throws AutoaliasError `api-failed` if the service does not accept it.
 */
export async function queueEvent(target: FcTarget, { functionName, qualifier, event }: QueuedEvent): Promise<string> {
  const { url, credentials } = target;
  const path = `/2023-03-30/functions/${functionName}/invocations`;
  const query: readonly QueryPair[] = qualifier === null ? [] : [['qualifier', qualifier]];
  const headers = acs3Headers(
    {
      ...{ method: 'POST', host: new URL(url).host, path, query, action: 'InvokeFunction', version: '2023-03-30' },
      headers: { 'content-type': 'application/octet-stream', 'x-fc-invocation-type': 'Async' },
      body: event,
    },
    credentials,
    Date.now(),
    randomUUID(),
  );
  const { host: _, ...sent } = headers;
  const answer = await callVendor('Function Compute', {
    method: 'POST',
    url: `${url}${path}${query.length === 0 ? '' : `?${queryString(query)}`}`,
    headers: sent,
    body: event,
  });
  if (answer.status === 202) return answer.headers.get('x-fc-request-id') ?? '';
  throw new AutoaliasError(
    'api-failed',
    `Function Compute at ${url} did not accept the event for ${functionName}: it answered ${answer.status} (${answer.shown(reasonIn(answer.text))})`,
  );
}

const errorSchema = z.object({ Code: z.string(), Message: z.string() });

function reasonIn(text: string): string {
  try {
    const { Code, Message } = errorSchema.parse(JSON.parse(text));
    return `${Code}: ${Message}`;
  } catch {
    return 'no reason';
  }
}
