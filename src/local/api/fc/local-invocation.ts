import type { Credentials } from '../../../oss-wire/credentials.ts';
import { sameSecret } from '../../../oss-wire/same-secret.ts';
import { FcFault } from './fc-fault.ts';
import type { FcRequest } from './fc-request.ts';

/**
 * The name of the function that a request in the form of `s local invoke` calls. Undefined for a request of another form.
 *
 * `s local invoke` sends no signature, and always to `POST /2023-03-30/functions/function/invocations`. The header
 * `x-fc-function-name` names the function. `x-fc-access-key-id` and `x-fc-access-key-secret` are the credentials that the
 * function gets. Here they must be those of the store, and the sender must be on this machine. So a request in this form
 * needs the same knowledge as a signed one.
 *
 * Source: devsapp/fc3, `src/subCommands/local`.
 *
 * @throws FcFault for another sender or other credentials.
 */
export function localInvocation(request: FcRequest, credentials: Credentials): string | undefined {
  const { method, version, segments, headers } = request;
  const functionName = headers['x-fc-function-name'];
  const isFixed = method === 'POST' && version === '2023-03-30' && segments.join('/') === FIXED_PATH;
  if (!isFixed || functionName === undefined || headers.authorization !== undefined) return undefined;
  if (!request.isLocal) {
    throw new FcFault('AccessDenied', 'an unsigned invocation is accepted only from this machine; sign the request');
  }
  const id = headers['x-fc-access-key-id'] ?? '';
  if (id !== credentials.accessKeyId) throw new FcFault('InvalidAccessKeyID', `invalid access key ID '${id}'`);
  if (!sameSecret(headers['x-fc-access-key-secret'] ?? '', credentials.accessKeySecret)) {
    throw new FcFault('AccessDenied', 'x-fc-access-key-secret is not the secret of the store');
  }
  if (headers['x-fc-event-type']?.toLowerCase() === 'http') {
    throw new FcFault('InvalidArgument', 'X-Fc-Event-Type: HTTP is not supported; call the HTTP API below /v1 instead');
  }
  return functionName;
}

const FIXED_PATH = 'functions/function/invocations';
