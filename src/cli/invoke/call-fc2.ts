import { CALL_TIMEOUT, type CallFunction, type FcTarget } from './function-call.ts';
import { loadPackage } from './load-package.ts';

/** The part of `@alicloud/fc2` that is used. It has no types of its own. */
type Fc2Package = new (
  accountId: string,
  config: object,
) => {
  invokeFunction(
    serviceName: string,
    functionName: string,
    event: Buffer,
    headers: object,
    qualifier: string | undefined,
    options: { readonly rawBuf: true },
  ): Promise<{ readonly headers: Readonly<Record<string, string>>; readonly data: unknown }>;
};

/**
 * Calls a function of a service of Function Compute 2.0 with the vendor's SDK.
 *
 * @throws AutoaliasError `config-invalid` if it is not installed.
 */
export function callFc2({ url, region, accountId, credentials }: FcTarget, serviceName: string): CallFunction {
  const Fc2 = loadPackage('@alicloud/fc2', 'calling Function Compute 2.0') as Fc2Package;
  const { accessKeyId: accessKeyID, accessKeySecret, securityToken } = credentials;
  const client = new Fc2(accountId, {
    accessKeyID,
    accessKeySecret,
    securityToken,
    region,
    endpoint: url,
    timeout: CALL_TIMEOUT,
  });
  return async ({ functionName, event, isAsync, qualifier }) => {
    const headers = isAsync ? { 'x-fc-invocation-type': 'Async' } : { 'x-fc-log-type': 'Tail' };
    const answer = await client.invokeFunction(serviceName, functionName, Buffer.from(event), headers, qualifier, {
      rawBuf: true,
    });
    return { headers: answer.headers, body: bytesOf(answer.data) };
  };
}

/** The SDK parses JSON, and returns an error of the function as text. */
function bytesOf(data: unknown): Uint8Array {
  if (data instanceof Uint8Array) return data;
  return Buffer.from(typeof data === 'string' ? data : JSON.stringify(data));
}
