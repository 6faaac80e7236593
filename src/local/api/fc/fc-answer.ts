import type { FcFault } from './fc-fault.ts';
import type { FcVersion } from './fc-request.ts';

/** The answer to a request, before the headers that every answer has. */
export type FcAnswer =
  | { readonly status: 200; readonly headers?: Readonly<Record<string, string>>; readonly json: object }
  | {
      readonly status: 200 | 202;
      readonly headers?: Readonly<Record<string, string>>;
      readonly bytes: Uint8Array<ArrayBuffer>;
    };

export function answerOf(answer: FcAnswer, requestId: string): Response {
  const headers = { ...answer.headers, 'x-fc-request-id': requestId };
  return 'json' in answer
    ? Response.json(answer.json, { status: answer.status, headers })
    : new Response(answer.bytes, {
        status: answer.status,
        headers: { 'content-type': 'application/octet-stream', ...headers },
      });
}

/**
 * 2.0 answers with `ErrorCode` and `ErrorMessage`, and `@alicloud/fc2` reads these names. 3.0 answers with the names that
 * all newer APIs of Alibaba Cloud have.
 */
const ERROR_BODIES: Readonly<Record<FcVersion, (fault: FcFault, requestId: string) => object>> = {
  '2016-08-15': ({ code, message }) => ({ ErrorCode: code, ErrorMessage: message }),
  '2023-03-30': ({ code, message }, requestId) => ({ Code: code, Message: message, RequestId: requestId }),
};

export function faultAnswer(fault: FcFault, version: FcVersion, requestId: string): Response {
  return Response.json(ERROR_BODIES[version](fault, requestId), {
    status: fault.status,
    headers: { 'x-fc-request-id': requestId },
  });
}
