import * as z from 'zod';
import type { Credentials } from '../../oss-wire/credentials.ts';

const optional = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text === '' ? undefined : text));

const schema = z.looseObject({
  requestId: z.string().default(''),
  region: optional,
  // `{}` if the function has no role (Function Compute, Node.js runtime, "Context").
  credentials: z.looseObject({ accessKeyId: optional, accessKeySecret: optional, securityToken: optional }).optional(),
});

/** The fields that autoalias uses of the context that Function Compute passes to a handler. */
export interface FunctionContext {
  readonly requestId: string;
  readonly region: string | undefined;
  /** Temporary, and new with each invocation. Absent if the function has no role. */
  readonly credentials: Credentials | undefined;
}

/** Reads a context. Never throws: a field that is missing or invalid is absent. */
export function readFunctionContext(context: unknown): FunctionContext {
  const parsed = schema.safeParse(context ?? {});
  if (!parsed.success) return { requestId: '', region: undefined, credentials: undefined };
  const { requestId, region, credentials } = parsed.data;
  const { accessKeyId, accessKeySecret, securityToken } = credentials ?? {};
  return {
    requestId,
    region,
    credentials:
      accessKeyId === undefined || accessKeySecret === undefined
        ? undefined
        : { accessKeyId, accessKeySecret, ...(securityToken === undefined ? {} : { securityToken }) },
  };
}
