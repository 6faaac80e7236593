import * as z from 'zod';
import type { Credentials } from '../../oss-wire/credentials.ts';

const optional = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text === '' ? undefined : text));

const schema = z.looseObject({
  requestId: z.string().default(''),
  region: optional,
  // The platform passes `{}` if the function has no role (Function Compute, Node.js runtime, "Context").
  accountId: optional,
  function: z.looseObject({ name: optional, timeout: z.number().optional() }).optional(),
  credentials: z.looseObject({ accessKeyId: optional, accessKeySecret: optional, securityToken: optional }).optional(),
});

/** The context that Function Compute passes to a handler, with only the fields that autoalias uses. */
export interface FunctionContext {
  readonly requestId: string;
  readonly region: string | undefined;
  readonly accountId: string | undefined;
  readonly functionName: string | undefined;
  /** The longest duration of the invocation, in seconds. */
  readonly timeout: number | undefined;
  /** Temporary credentials, which change with each invocation. Undefined if the function has no role. */
  readonly credentials: Credentials | undefined;
}

/** Reads the context of an invocation. Never throws. If a field is invalid, the result is an empty context. */
export function readFunctionContext(context: unknown): FunctionContext {
  const parsed = schema.safeParse(context ?? {});
  if (!parsed.success) return EMPTY;
  const { requestId, region, accountId, credentials, function: called } = parsed.data;
  const { accessKeyId, accessKeySecret, securityToken } = credentials ?? {};
  return {
    requestId,
    region,
    accountId,
    functionName: called?.name,
    timeout: called?.timeout,
    credentials:
      accessKeyId === undefined || accessKeySecret === undefined
        ? undefined
        : { accessKeyId, accessKeySecret, ...(securityToken === undefined ? {} : { securityToken }) },
  };
}

const EMPTY: FunctionContext = {
  requestId: '',
  region: undefined,
  accountId: undefined,
  functionName: undefined,
  timeout: undefined,
  credentials: undefined,
};
