import * as z from 'zod';

/**
 * The message that Function Compute sends to the destination of failed asynchronous invocations, in a queue of Simple
 * Message Queue.
 *
 * Source: Function Compute, "Result callback" (2024-09, 2026-03). We have not seen one from the live service.
 */
const schema = z.looseObject({
  /** When it was sent, in Unix milliseconds. */
  timestamp: z.number(),
  requestContext: z.looseObject({
    requestId: z.string(),
    /** `acs:fc:<region>:<account>:functions/<function>` */
    functionArn: z.string(),
    /** The error code of the invocation. */
    condition: z.string().default(''),
    /** More than 1 if it was retried. */
    approximateInvokeCount: z.number().default(1),
  }),
  /** The event. */
  requestPayload: z.string(),
  responseContext: z
    .looseObject({ statusCode: z.number().optional(), functionError: z.string().default('') })
    .default({ functionError: '' }),
  /** What the function returned, or its error as JSON. */
  responsePayload: z.string().default(''),
});

/** A failed asynchronous invocation, as a destination receives it. */
export type FailedInvocation = z.infer<typeof schema>;

/** Undefined for a value of another form. */
export function readFailedInvocation(value: unknown): FailedInvocation | undefined {
  return schema.safeParse(value).data;
}

/**
 * The function that a resource name of Function Compute 3.0 names, and its version or alias. Undefined for a function of a
 * service, which is Function Compute 2.0.
 */
export function functionOfArn(arn: string): { readonly name: string; readonly qualifier?: string } | undefined {
  const [, name, qualifier] = /^acs:fc:[^:]*:[^:]*:functions\/([A-Za-z_][\w-]*)(?:[./]([\w-]+))?$/.exec(arn) ?? [];
  if (name === undefined) return undefined;
  return qualifier === undefined ? { name } : { name, qualifier };
}
