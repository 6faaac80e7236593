import type { Context } from 'hono';
import * as z from 'zod';
import type { HandlerContext } from '../function/handler-context.ts';
import type { MarkerPlan } from '../withdraw/marker-plan.ts';
import { planRollback, refuseRemoval } from '../withdraw/rollback.ts';
import { carryOut, planRestore, planWithdrawal, rehearse } from '../withdraw/withdraw.ts';
import type { HttpApi } from './http-bindings.ts';
import { reason } from './http-moves.ts';
import { keyPrefix, objectKey } from './object-key.ts';
import { readBody } from './read-body.ts';

const key = objectKey.refine((value) => !value.endsWith('/'), 'it ends with /; send it as "prefix"');
const keys = z.array(key).min(1).max(1000).optional();
const prefix = keyPrefix.refine((value) => value.endsWith('/'), 'it must end with /').optional();
const text = z.string().min(1).optional();
const flag = z.boolean().optional();

const objects = { keys, prefix, release: text, dryRun: flag, confirm: flag };

function hasOneName(body: { readonly keys?: unknown; readonly prefix?: unknown; readonly alias?: unknown }): boolean {
  return [body.keys, body.prefix, body.alias].filter((one) => one !== undefined).length === 1;
}

const ONE_NAME = 'it must have exactly one of "keys" and "prefix"';
const RELEASE_NEEDS_PREFIX = '"release" needs "prefix"';

function isReleaseWithPrefix(body: { readonly release?: unknown; readonly prefix?: unknown }): boolean {
  return body.release === undefined || body.prefix !== undefined;
}

const withdrawBody = z
  .strictObject({ ...objects, reason })
  .refine(hasOneName, ONE_NAME)
  .refine(isReleaseWithPrefix, RELEASE_NEEDS_PREFIX);
const restoreBody = z
  .strictObject({ ...objects, reason: reason.default('restored') })
  .refine(hasOneName, ONE_NAME)
  .refine(isReleaseWithPrefix, RELEASE_NEEDS_PREFIX);
const rollbackBody = z
  .strictObject({
    alias: key.optional(),
    keys,
    prefix,
    from: text,
    to: text,
    dryRun: flag,
    confirm: flag,
    reason,
  })
  .refine(hasOneName, 'it must have exactly one of "keys", "prefix" and "alias"');

const OBJECTS =
  '{"keys":["…"],"reason":"…"} or {"prefix":"…/","reason":"…"}, and "release" with a prefix, and "dryRun" or "confirm"';
const ALIASES =
  '{"alias":"…","reason":"…"}, {"keys":["…"],"reason":"…"} or {"prefix":"…/","reason":"…"}, and "from" and "to" (keys or versions) and "dryRun" or "confirm"';

/** Adds the endpoints with which a person takes objects back: POST /v1/withdraw, /v1/restore and /v1/rollback. */
export function addWithdrawals(app: HttpApi): void {
  app.post('/v1/withdraw', async (c) => {
    const body = await readBody(c, withdrawBody, OBJECTS);
    const context = c.env.context();
    return respond(c, context, await planWithdrawal(context, named(body)), body);
  });
  app.post('/v1/restore', async (c) => {
    const body = await readBody(c, restoreBody, OBJECTS);
    const context = c.env.context();
    return respond(c, context, await planRestore(context, named(body)), body);
  });
  app.post('/v1/rollback', async (c) => {
    const body = await readBody(c, rollbackBody, ALIASES);
    const context = c.env.context();
    const { from, to, reason: why } = body;
    const plan = await planRollback(context, { names: namesIn(body), from, to, reason: why });
    const mayRemove = body.dryRun === true || body.confirm === true;
    if (!mayRemove)
      refuseRemoval(plan, 'to do that, send "confirm": true, or withdraw the object by its key: POST /v1/withdraw');
    return respond(c, context, plan, body);
  });
}

interface Names {
  readonly alias?: string | undefined;
  readonly keys?: readonly string[] | undefined;
  readonly prefix?: string | undefined;
}

function namesIn({ alias, keys: several = [], prefix: under }: Names): readonly string[] {
  return [...several, ...[alias, under].filter((name) => name !== undefined)];
}

function named(body: Names & { readonly release?: string | undefined; readonly reason: string }) {
  return { names: namesIn(body), release: body.release, reason: body.reason };
}

interface Consent {
  readonly dryRun?: boolean | undefined;
  readonly confirm?: boolean | undefined;
}

/** Carries a plan out. A plan that a person should confirm is only shown, with status 409, until the request confirms it. */
async function respond(
  c: Context,
  context: HandlerContext,
  plan: MarkerPlan,
  { dryRun = false, confirm = false }: Consent,
): Promise<Response> {
  if (dryRun) return c.json(await rehearse(context, plan));
  if (plan.doubts.length > 0 && !confirm) {
    const message = `nothing was written: ${plan.doubts.join('; ')}; to do that, send the same request with "confirm": true`;
    return c.json({ error: { code: 'unconfirmed', message }, ...(await rehearse(context, plan)) }, 409);
  }
  const result = await carryOut(context, plan);
  return c.json(result, result.aliases.some(({ action }) => action === 'failed') ? 502 : 200);
}
