import * as z from 'zod';

/** An `Fn::If`: one of two values, by a condition of the template. */
function chosen<T>(of: z.ZodType<T>) {
  return z.strictObject({ 'Fn::If': z.tuple([z.string(), of, of]) });
}

const nested = z.union([z.strictObject({ Ref: z.string() }), z.strictObject({ 'Fn::Sub': z.string() })]);

/** A string, or a function that becomes one when the stack is created. */
const text = z.union([z.string(), nested]);

/** Event names from the Function Compute page on OSS triggers. Wildcards are left out on purpose. */
const eventName = z.enum([
  'oss:ObjectCreated:PutObject',
  'oss:ObjectCreated:PostObject',
  'oss:ObjectCreated:CopyObject',
  'oss:ObjectCreated:CompleteMultipartUpload',
  'oss:ObjectCreated:AppendObject',
  'oss:ObjectCreated:PutSymlink',
  'oss:ObjectRemoved:DeleteObject',
  'oss:ObjectRemoved:DeleteObjects',
  'oss:ObjectModified:UpdateObjectMeta',
]);

/** `TriggerConfig` for each trigger type, in the names of the API; ROS tools do not check it. */
export const triggerConfigs = {
  oss: z.strictObject({
    events: z.array(eventName).min(1),
    filter: z.strictObject({ key: z.strictObject({ prefix: text, suffix: z.string() }) }),
  }),
  timer: z.strictObject({ cronExpression: text, enable: z.boolean(), payload: z.string() }),
  http: z.strictObject({
    authType: z.union([z.enum(['anonymous', 'function', 'jwt']), z.strictObject({ Ref: z.literal('HttpAuth') })]),
    authConfig: z
      .strictObject({
        jwks: z.strictObject({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) }),
        tokenLookup: z.string().regex(/^(?:header|cookie|query|form):\S+$/),
        claimPassBy: z.string(),
      })
      .optional(),
    disableURLInternet: z.union([z.boolean(), chosen(z.boolean())]),
    methods: z.array(z.enum(['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH', 'OPTIONS'])).min(1),
  }),
  eventbridge: z.strictObject({
    triggerEnable: z.boolean(),
    asyncInvocationType: z.boolean(),
    eventRuleFilterPattern: text,
    eventSinkConfig: z
      .strictObject({
        // The page of DeliveryOption (API 2023-03-30) has no mode: it is in the run options.
        deliveryOption: z.strictObject({ eventSchema: z.enum(['CloudEvents', 'RawData']) }),
      })
      .optional(),
    eventSourceConfig: z.union([
      z.strictObject({ eventSourceType: z.literal('Default') }),
      z.strictObject({
        eventSourceType: z.literal('MNS'),
        eventSourceParameters: z.strictObject({
          sourceMNSParameters: z.strictObject({ RegionId: text, QueueName: text, IsBase64Decode: z.boolean() }),
        }),
      }),
    ]),
    runOptions: z
      .strictObject({
        mode: z.enum(['event-driven', 'event-streaming']),
        errorsTolerance: z.enum(['ALL', 'NONE']),
        retryStrategy: z.strictObject({ PushRetryStrategy: z.enum(['BACKOFF_RETRY', 'EXPONENTIAL_DECAY_RETRY']) }),
        deadLetterQueue: z.strictObject({ Arn: text }),
        batchWindow: z.strictObject({ CountBasedWindow: z.int().min(1), TimeBasedWindow: z.int().min(0) }),
      })
      .optional(),
  }),
} as const;

/** `ALIYUN::MNS::Queue`, for which npm has no class (page of the resource type). */
export const queueProperties = z.strictObject({
  QueueName: text,
  DelaySeconds: z.int().min(0).max(604_800).optional(),
  MaximumMessageSize: z.int().min(1024).max(65_536).optional(),
  MessageRetentionPeriod: z.int().min(60).max(604_800).optional(),
  VisibilityTimeout: z.int().min(1).max(43_200).optional(),
  PollingWaitSeconds: z.int().min(0).max(30).optional(),
  LoggingEnabled: z.boolean().optional(),
});
