import { AutoaliasError } from '../../autoalias-error.ts';
import { messageOf } from '../../error-text.ts';
import type { QueryPair } from '../../oss-wire/signable-request.ts';
import { type BceTarget, bceCall } from '../cfc/bce-api.ts';
import { secretsIn, shownAnswer } from '../cloud/shown-answer.ts';
import { sendSlowly } from './call-fc.ts';
import type { CallAnswer, FunctionCall } from './function-call.ts';

/** The headers of CFC and those of Function Compute with the same meaning (bce-sdk-go services/cfc/api/cfc.go). */
const HEADERS: Readonly<Record<string, string>> = {
  'x-bce-request-id': 'x-fc-request-id',
  'x-bce-function-error': 'x-fc-error-type',
  'x-bce-log-result': 'x-fc-log-result',
};

/**
 * Calls a function of CFC (page vjwvz4e9n), and waits for its result unless the event is queued. Returns the answer with the
 * header names of Function Compute.
 *
 * @throws AutoaliasError `api-failed` if the function was not run.
 */
export async function runCfcFunction(target: BceTarget, call: FunctionCall): Promise<CallAnswer> {
  const { functionName, event, isAsync, qualifier } = call;
  const query: readonly QueryPair[] = [
    ['invocationType', isAsync ? 'Event' : 'RequestResponse'],
    ['logType', isAsync ? 'None' : 'Tail'],
    // bce-sdk-js writes a capital letter, and bce-sdk-go a small one.
    ...(qualifier === undefined ? [] : [['Qualifier', qualifier] as const]),
  ];
  const body = jsonOf(event);
  const operation = {
    action: 'Invocations',
    method: 'POST',
    path: `/v1/functions/${functionName}/invocations`,
    query,
    body,
  } as const;
  const request = bceCall(target, operation, Date.now());
  const failed = (why: string, cause?: unknown): AutoaliasError =>
    new AutoaliasError(
      'api-failed',
      `CFC at ${new URL(target.url).origin} did not run ${functionName}: ${why}; check --name, --qualifier, --region and the credentials`,
      { cause },
    );
  const answer = await sendSlowly(request).catch((cause: unknown) => {
    throw failed(messageOf(cause), cause);
  });
  if (answer.status >= 300 && answer.headers['x-bce-function-error'] === undefined) {
    throw failed(`status ${answer.status}, ${shownAnswer(Buffer.from(answer.body).toString(), secretsIn(request))}`);
  }
  const renamed = Object.entries(answer.headers).map(([name, value]) => [HEADERS[name] ?? name, value] as const);
  return { headers: Object.fromEntries(renamed), body: answer.body };
}

/** CFC accepts only JSON. Throws AutoaliasError `usage` otherwise. */
function jsonOf(event: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(event).toString());
  } catch (cause) {
    throw new AutoaliasError('usage', `the event is not JSON, and CFC accepts nothing else: ${messageOf(cause)}`, {
      cause,
    });
  }
}
