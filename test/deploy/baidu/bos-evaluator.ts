import * as z from 'zod';

const entrySchema = z.strictObject({
  service: z.literal('bce:bos'),
  region: z.string(),
  effect: z.enum(['Allow', 'Deny']),
  resource: z.array(z.string().min(1)).min(1),
  permission: z.array(z.string()).min(1),
});

/** A policy of IAM, as the printer writes it. */
export const aclSchema = z.strictObject({ accessControlList: z.array(entrySchema).min(1) });
export type Acl = z.infer<typeof aclSchema>;

/** The operations of each permission (BOS, page ikm2t1f9p), as far as the functions use them. */
const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  READ: ['GetObject', 'GetObjectMeta', 'GetObjectVersion', 'GetObjectTagging'],
  LIST: ['ListObjects', 'ListObjectVersions'],
  WRITE: ['PutObject', 'DeleteObject'],
  GetBucket: ['GetBucketVersioning'],
  GetObject: ['GetObject', 'GetObjectMeta'],
  PutObject: ['PutObject'],
  DeleteObject: ['DeleteObject'],
};

/** An operation on `bucket` or on `bucket/key`. */
export interface BosCall {
  readonly operation: string;
  readonly resource: string;
}

/** Whether a policy allows a call: an entry that allows it, and none that denies it. `*` is any text. */
export function bosAllows({ accessControlList }: Acl, call: BosCall): boolean {
  const applies = (effect: 'Allow' | 'Deny') =>
    accessControlList.some(
      (one) =>
        one.effect === effect &&
        one.permission.some((name) => OPERATIONS[name]?.includes(call.operation)) &&
        one.resource.some((pattern) => matches(pattern, call.resource)),
    );
  return applies('Allow') && !applies('Deny');
}

function matches(pattern: string, text: string): boolean {
  const source = pattern
    .split('*')
    .map((literal) => literal.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`, 'su').test(text);
}
