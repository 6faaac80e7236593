import * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { FunctionName } from '../../deploy/deployment.ts';
import { fcCall } from '../invoke/call-fc.ts';
import type { FcTarget } from '../invoke/function-call.ts';
import { callVendor } from '../options/call-vendor.ts';

/** A function as the API of Function Compute describes it. */
const functionSchema = z.looseObject({
  functionName: z.string(),
  state: z.string().nullish(),
  stateReason: z.string().nullish(),
  lastUpdateStatus: z.string().nullish(),
  lastUpdateStatusReason: z.string().nullish(),
  /** CRC-64 of the zip, in decimal. */
  codeChecksum: z.string().nullish(),
  role: z.string().nullish(),
  environmentVariables: z.record(z.string(), z.string()).nullish(),
  logConfig: z.looseObject({ project: z.string().nullish(), logstore: z.string().nullish() }).nullish(),
});
export type DeployedFunction = z.infer<typeof functionSchema>;

/** The configuration of a trigger is JSON in a text. */
const triggerSchema = z.looseObject({
  triggerName: z.string(),
  triggerType: z.string(),
  sourceArn: z.string().nullish(),
  triggerConfig: z.string().transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'it is not JSON' });
      return z.NEVER;
    }
  }),
});
export type DeployedTrigger = z.infer<typeof triggerSchema>;

const asyncSchema = z.looseObject({
  maxAsyncRetryAttempts: z.number().nullish(),
  destinationConfig: z
    .looseObject({ onFailure: z.looseObject({ destination: z.string().nullish() }).nullish() })
    .nullish(),
});
export type AsyncConfig = z.infer<typeof asyncSchema>;

/** Reads a deployment by the API of Function Compute. Each answer is kept. */
export interface DeploymentReader {
  /** The name of a function in the deployment. */
  nameOf(id: FunctionName): string;
  /** Undefined if it does not exist. */
  functionOf(id: FunctionName): Promise<DeployedFunction | undefined>;
  triggersOf(id: FunctionName): Promise<readonly DeployedTrigger[]>;
  /** Undefined if none is set. */
  asyncConfigOf(id: FunctionName): Promise<AsyncConfig | undefined>;
}

/** @param name the name of the deployment. Functions of the local cloud do not have it in their names. */
export function createDeploymentReader(target: FcTarget, name: string): DeploymentReader {
  const kept = new Map<string, Promise<unknown>>();
  const nameOf = (id: FunctionName): string => (target.isLocal ? id : `${name}-${id}`);
  const ask = async <T>(action: string, path: string, schema: z.ZodType<T>): Promise<T | undefined> => {
    const call = (): Promise<unknown> => askFc(target, action, path);
    const key = `${action} ${path}`;
    const answer = kept.get(key) ?? call();
    kept.set(key, answer);
    const json = await answer;
    if (json === undefined) return undefined;
    const parsed = schema.safeParse(json);
    if (parsed.success) return parsed.data;
    throw new AutoaliasError('api-failed', `Function Compute answered ${action} in an unknown form`, {
      cause: parsed.error,
    });
  };
  return {
    nameOf,
    functionOf: (id) => ask('GetFunction', `functions/${nameOf(id)}`, functionSchema),
    triggersOf: async (id) => {
      const path = `functions/${nameOf(id)}/triggers`;
      return (await ask('ListTriggers', path, z.looseObject({ triggers: z.array(triggerSchema) })))?.triggers ?? [];
    },
    asyncConfigOf: (id) => ask('GetAsyncInvokeConfig', `functions/${nameOf(id)}/async-invoke-config`, asyncSchema),
  };
}

/** The JSON of an answer. Undefined if what was asked for does not exist. */
async function askFc(target: FcTarget, action: string, path: string): Promise<unknown> {
  const query = action === 'ListTriggers' ? ([['limit', '100']] as const) : [];
  const call = fcCall(target, { action, method: 'GET', path, query }, Date.now());
  const { status, text, shown } = await callVendor('Function Compute', call);
  if (status === 404) return undefined;
  if (status === 200) return jsonOf(text);
  throw new AutoaliasError(
    'api-failed',
    `Function Compute refused ${action} with status ${status}: ${shown(messageIn(text))}`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function messageIn(text: string): string {
  const parsed = z
    .looseObject({ Code: z.string(), Message: z.string() })
    .or(
      z
        .looseObject({ ErrorCode: z.string(), ErrorMessage: z.string() })
        .transform((of) => ({ Code: of.ErrorCode, Message: of.ErrorMessage })),
    )
    .safeParse(jsonOf(text));
  return parsed.success ? `${parsed.data.Code}: ${parsed.data.Message}` : 'no message';
}
