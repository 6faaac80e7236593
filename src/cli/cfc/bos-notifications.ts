import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { NotificationBody } from '../../deploy/baidu/cfc-bodies.ts';
import type { BaiduTarget } from './baidu-target.ts';
import { askBce, BceRefused } from './bce-api.ts';
import { isMasked } from './is-masked.ts';

/** A notification rule as BOS returns it. All its fields are kept. */
const ruleSchema = z.looseObject({
  id: z.string(),
  encryption: z.looseObject({ key: z.string().optional() }).optional(),
});
export type FoundRule = z.infer<typeof ruleSchema>;

type Bos = BaiduTarget['bos'];

/** GetNotification (BOS, page lkc4lvyqt). Empty if the bucket has no rules. */
export async function getNotifications(bos: Bos, bucket: string): Promise<readonly FoundRule[]> {
  const { target, path } = bos(bucket);
  const schema = z.object({ notifications: z.array(ruleSchema).nullish() });
  try {
    const operation = { action: 'GetNotification', method: 'GET', path, query: [['notification', '']] } as const;
    return (await askBce(target, operation, schema)).notifications ?? [];
  } catch (error) {
    // The page of PutNotification names 404 for a missing configuration. A missing bucket has a code of its own.
    if (error instanceof BceRefused && error.status === 404 && error.bceCode !== 'NoSuchBucket') return [];
    throw error;
  }
}

/** Which fields of a rule differ from the wanted one. */
export function ruleChanges(found: FoundRule | undefined, wanted: NotificationBody): readonly string[] {
  if (found === undefined) return [];
  return (['status', 'resources', 'events', 'apps'] as const).filter(
    (field) => !isDeepStrictEqual(comparable(found[field]), comparable(wanted[field])),
  );
}

/** Lists without their order, and apps by what they call. BOS may return more fields, or empty ones. */
function comparable(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value
    .map((one: unknown) => (typeof one === 'object' && one !== null ? Reflect.get(one, 'eventUrl') : one))
    .map(String)
    .toSorted();
}

/**
 * PutNotification (BOS, page 7kc4lupmu) with the rules that are there and this one. The pages do not say whether the request
 * replaces all rules or adds one, so it always contains all of them. The rules of others are sent back as they were read.
 *
 * @throws AutoaliasError `api-failed` if a rule of others has a key that BOS does not return, or is missing after the write.
 */
export async function putNotification(bos: Bos, bucket: string, rule: NotificationBody): Promise<void> {
  // Read again right before the write: another program may have changed its rules since the plan.
  const others = (await getNotifications(bos, bucket)).filter(({ id }) => id !== rule.id);
  const masked = others.find(({ encryption }) => encryption !== undefined && isMasked(encryption.key));
  if (masked !== undefined) {
    throw new AutoaliasError(
      'api-failed',
      `the notification rule ${masked.id} of the bucket ${bucket} has a key that BOS does not return, so it cannot be kept in a write; add the rule ${rule.id} in the console of BOS (autoalias deploy --cloud baidu --print json shows it), and run the command again`,
    );
  }
  const { target, path } = bos(bucket);
  const body = { notifications: [...others, rule] };
  await askBce(
    target,
    { action: 'PutNotification', method: 'PUT', path, query: [['notification', '']], body },
    z.unknown(),
  );
  const after = new Set((await getNotifications(bos, bucket)).map(({ id }) => id));
  const lost = [...others.map(({ id }) => id), rule.id].filter((id) => !after.has(id));
  if (lost.length === 0) return;
  throw new AutoaliasError(
    'api-failed',
    `after PutNotification, the bucket ${bucket} does not have the rules ${lost.join(', ')}; check its notification rules in the console of BOS`,
  );
}
