import * as z from 'zod';
import type { Credentials } from '../../oss-wire/credentials.ts';

const optional = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text === '' ? undefined : text));

const schema = z.looseObject({
  requestId: z.string().default(''),
  region: optional,
  // `{}` when the function has no role (Function Compute, Node.js runtime, "Context").
  credentials: z.looseObject({ accessKeyId: optional, accessKeySecret: optional, securityToken: optional }).optional(),
});

/** What we use of the context that Function Compute hands to a handler. */
export interface FunctionContext {
  readonly requestId: string;
  readonly region: string | undefined;
  /** Temporary, new with every invocation; absent when the function has no role. */
  readonly credentials: Credentials | undefined;
}

/** Reads a context; whatever of it is missing is absent. */
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
