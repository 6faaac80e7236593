import * as z from 'zod';
import { reasonProblem } from '../../aliases/model/pin.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import { type Move, moveByHand, parseUntil } from '../work/move-by-hand.ts';
import type { HttpApi } from './http-bindings.ts';
import { objectKey } from './object-key.ts';
import { readBody } from './read-body.ts';

const alias = objectKey;
const reason = z.string().superRefine((text, { addIssue }) => {
  const problem = reasonProblem(text);
  if (problem !== undefined) addIssue(`it ${problem}`);
});
const until = z.string().optional();

interface MoveBody {
  readonly alias: string;
  readonly target?: string;
  readonly reason?: string;
  readonly until?: string | undefined;
  readonly from?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

/** The body of each request, and the words that say what to send instead. */
const BODIES: Readonly<Record<Move['what'], { readonly schema: z.ZodType<MoveBody>; readonly instead: string }>> = {
  pin: {
    schema: z.strictObject({ alias, target: objectKey, reason, until }),
    instead: '{"alias":"…","target":"…","reason":"…"}, and "until" if the pin is to end',
  },
  rollback: {
    schema: z.strictObject({
      alias,
      until,
      reason: reason.default('rolled back'),
      from: z.string().min(1).optional(),
      dryRun: z.boolean().optional(),
    }),
    instead: '{"alias":"…"}, and "reason", "until", "from" (the key or version that the alias must show) and "dryRun"',
  },
  unpin: { schema: z.strictObject({ alias }), instead: '{"alias":"…"}' },
};

/** Adds POST /v1/pin, /v1/rollback and /v1/unpin, with which a person moves an alias. */
export function addMoves(app: HttpApi): void {
  for (const what of ['pin', 'rollback', 'unpin'] as const) {
    app.post(`/v1/${what}`, async (c) => {
      const handlers = c.env.context();
      const { schema, instead } = BODIES[what];
      const body = await readBody(c, schema, instead);
      const report = await moveByHand(handlers, body.alias, moveOf(what, body, handlers.now()));
      return c.json({ aliases: [report] }, report.action === 'refused' ? 409 : 200);
    });
  }
}

function moveOf(what: Move['what'], body: MoveBody, now: number): Move {
  const { target = '', reason: why = '', until: end, from, dryRun } = body;
  if (what === 'unpin') return { what };
  const ends = end === undefined ? undefined : parseUntil(end, now);
  if (typeof ends === 'object') throw new AutoaliasError('request-malformed', `"until" cannot be used: ${ends.why}`);
  const pin = { reason: why, ...(ends === undefined ? {} : { until: ends }) };
  return what === 'pin' ? { what, target, pin } : { what, pin, from, dryRun };
}
