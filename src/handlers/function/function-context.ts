import * as v from 'valibot';
import type { Credentials } from '../../oss-wire/credentials.ts';

const optional = v.optional(
  v.pipe(
    v.string(),
    v.transform((text) => (text === '' ? undefined : text)),
  ),
);

const schema = v.object({
  requestId: v.optional(v.string(), ''),
  region: optional,
  accountId: optional,
  function: v.optional(v.object({ name: optional, timeout: v.optional(v.number()) })),
  // The platform passes `{}` if the function has no role (Function Compute, Node.js runtime, "Context").
  credentials: v.optional(v.object({ accessKeyId: optional, accessKeySecret: optional, securityToken: optional })),
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
  const parsed = v.safeParse(schema, context ?? {});
  if (!parsed.success) return EMPTY;
  const { requestId, region, accountId, credentials, function: called } = parsed.output;
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
