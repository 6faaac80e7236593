import type { Context } from 'hono';
import * as z from 'zod';
import { type Pin, reasonProblem } from '../../aliases/model/pin.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import type { AliasReport } from '../look/alias-report.ts';
import { moveByHand, parseUntil } from '../work/move-by-hand.ts';
import {
  apartText,
  leftApart,
  moveSeveral,
  type PlannedMove,
  planPin,
  planPins,
  planUnpins,
} from '../work/move-several.ts';
import { rehearseMoves } from '../work/rehearse-moves.ts';
import type { HttpApi } from './http-bindings.ts';
import { keyPrefix, objectKey } from './object-key.ts';
import { readBody } from './read-body.ts';

const alias = objectKey;
/** Why a person moves an alias. */
export const reason = z.string().superRefine((text, { addIssue }) => {
  const problem = reasonProblem(text);
  if (problem !== undefined) addIssue(`it ${problem}`);
});
const until = z.string().optional();

const aliases = z.array(objectKey).min(1).max(1000).optional();
const prefix = keyPrefix.refine((value) => value.endsWith('/'), 'it must end with /').optional();
const release = z.string().min(1).optional();
const flag = z.boolean().optional();

/** The names in a body: one alias, several, or a prefix. */
interface Names {
  readonly alias?: string | undefined;
  readonly aliases?: readonly string[] | undefined;
  readonly prefix?: string | undefined;
}

function namesIn({ alias: one, aliases: several = [], prefix: under }: Names): readonly string[] {
  return [...several, ...[one, under].filter((name) => name !== undefined)];
}

const names = { alias: alias.optional(), aliases, prefix, release, dryRun: flag };
const ONE_NAME = 'it must have exactly one of "alias", "aliases" and "prefix"';

function hasOneName(body: Names): boolean {
  return [body.alias, body.aliases, body.prefix].filter((name) => name !== undefined).length === 1;
}

const pinBody = z
  .strictObject({ ...names, target: objectKey.optional(), reason, until, alone: flag })
  .refine(hasOneName, ONE_NAME)
  .refine(
    (body) => (body.target === undefined) !== (body.release === undefined),
    'it must have either "target" or "release"',
  )
  .refine((body) => body.target === undefined || body.alias !== undefined, '"target" needs "alias"');
const unpinBody = z.strictObject(names).refine(hasOneName, ONE_NAME);

const PIN =
  '{"alias":"…","target":"…","reason":"…"}, or "aliases" or "prefix" with "release", and "until" if the pin is to end, "alone" and "dryRun"';
const UNPIN = '{"alias":"…"}, {"aliases":["…"]} or {"prefix":"…/"}, and "release" and "dryRun"';

/** Adds the endpoints with which a person pins aliases: POST /v1/pin and /v1/unpin. */
export function addMoves(app: HttpApi): void {
  app.post('/v1/pin', async (c) => {
    const body = await readBody(c, pinBody, PIN);
    const context = c.env.context();
    const pin = pinOf(body, context.now());
    const { alias: one, target } = body;
    const planned =
      one !== undefined && target !== undefined
        ? [await planPin(context, one, { target, pin })]
        : await planPins(context, { names: namesIn(body), release: body.release }, pin);
    const apart = body.alone ? [] : await leftApart(context, planned);
    if (apart.length === 0) return respond(c, context, planned, body.dryRun);
    // A prefix names them already, so they have no candidate of the release.
    const instead =
      body.prefix === undefined
        ? 'name them too, or a prefix, with "release"; or send "alone": true'
        : `they have no candidate of release ${body.release}; send "alone": true to leave them there`;
    const message = apartText(apart, instead);
    return c.json({ error: { code: 'alias-refused', message }, apart }, 409);
  });
  app.post('/v1/unpin', async (c) => {
    const body = await readBody(c, unpinBody, UNPIN);
    const context = c.env.context();
    const planned = await planUnpins(context, { names: namesIn(body), release: body.release });
    return respond(c, context, planned, body.dryRun);
  });
}

/** The error of a single alias is the error of the request. */
async function respond(
  c: Context,
  context: HandlerContext,
  planned: readonly PlannedMove[],
  isDryRun = false,
): Promise<Response> {
  if (isDryRun) return c.json({ aliases: await rehearseMoves(context, planned) });
  const [only, ...others] = planned;
  if (only !== undefined && others.length === 0 && 'move' in only) {
    const report = await moveByHand(context, only.task.alias, only.move);
    return c.json({ aliases: [report] }, report.action === 'refused' ? 409 : 200);
  }
  const reports = await moveSeveral(context, planned);
  const has = (action: AliasReport['action']): boolean => reports.some((report) => report.action === action);
  return c.json({ aliases: reports }, has('failed') ? 502 : has('refused') ? 409 : 200);
}

function pinOf(body: { readonly reason: string; readonly until?: string | undefined }, now: number): Pin {
  const end = body.until === undefined ? undefined : parseUntil(body.until, now);
  if (typeof end === 'object') throw new AutoaliasError('request-malformed', `"until" cannot be used: ${end.why}`);
  return { reason: body.reason, ...(end === undefined ? {} : { until: end }) };
}
