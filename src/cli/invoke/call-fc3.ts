import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { defined } from '../../defined.ts';
import { CALL_TIMEOUT, type CallFunction, type FcTarget } from './function-call.ts';
import { loadPackage } from './load-package.ts';

/** The part of `@alicloud/fc20230330` that is used. */
interface Fc3Package {
  readonly default: new (
    config: object,
  ) => {
    invokeFunctionWithOptions(
      functionName: string,
      request: object,
      headers: object,
      options: object,
    ): Promise<{ readonly headers?: Readonly<Record<string, string>>; readonly body?: Readable }>;
  };
  readonly InvokeFunctionRequest: new (fields: object) => object;
  readonly InvokeFunctionHeaders: new (fields: object) => object;
}

/** Calls Function Compute 3.0 with the vendor's SDK. Throws AutoaliasError `config-invalid` if it is not installed. */
export function callFc3({ url, region, credentials }: FcTarget): CallFunction {
  const sdk = loadPackage('@alicloud/fc20230330', 'calling Function Compute 3.0') as Fc3Package;
  const { protocol, host } = new URL(url);
  const client = new sdk.default({
    ...credentials,
    protocol: protocol.slice(0, -1).toUpperCase(),
    endpoint: host,
    regionId: region,
    readTimeout: CALL_TIMEOUT,
  });
  return async ({ functionName, event, isAsync, qualifier }) => {
    const answer = await client.invokeFunctionWithOptions(
      functionName,
      // The SDK joins the chunks of the stream as buffers, so a text would end the process.
      new sdk.InvokeFunctionRequest({ body: Readable.from([Buffer.from(event)]), ...defined({ qualifier }) }),
      new sdk.InvokeFunctionHeaders(isAsync ? { xFcInvocationType: 'Async' } : { xFcLogType: 'Tail' }),
      {},
    );
    return {
      headers: answer.headers ?? {},
      body: answer.body === undefined ? new Uint8Array() : await buffer(answer.body),
    };
  };
}
