import * as z from 'zod';
import { reasonProblem } from '../../aliases/model/pin.ts';
import { AutoaliasError } from '../../autoalias-error.ts';
import { type Move, moveByHand, parseUntil } from '../work/move-by-hand.ts';
import type { HttpApi } from './http-bindings.ts';
import { objectKey } from './object-key.ts';
import { readBody } from './read-body.ts';

const alias = objectKey;
/** Why a person moves an alias. */
export const reason = z.string().superRefine((text, { addIssue }) => {
  const problem = reasonProblem(text);
  if (problem !== undefined) addIssue(`it ${problem}`);
});
const until = z.string().optional();

/** The fields that the bodies of both requests can have. */
interface MoveBody {
  readonly alias: string;
  readonly target?: string;
  readonly reason?: string;
  readonly until?: string | undefined;
}

/** The schema of each body, and the advice for an invalid one. */
const BODIES: Readonly<Record<Move['what'], { readonly schema: z.ZodType<MoveBody>; readonly instead: string }>> = {
  pin: {
    schema: z.strictObject({ alias, target: objectKey, reason, until }),
    instead: '{"alias":"…","target":"…","reason":"…"}, and "until" if the pin is to end',
  },
  unpin: { schema: z.strictObject({ alias }), instead: '{"alias":"…"}' },
};

/** Adds the endpoints with which a person pins an alias: POST /v1/pin and /v1/unpin. */
export function addMoves(app: HttpApi): void {
  for (const what of ['pin', 'unpin'] as const) {
    app.post(`/v1/${what}`, async (c) => {
      const context = c.env.context();
      const { schema, instead } = BODIES[what];
      const body = await readBody(c, schema, instead);
      const report = await moveByHand(context, body.alias, moveOf(what, body, context.now()));
      return c.json({ aliases: [report] }, report.action === 'refused' ? 409 : 200);
    });
  }
}

function moveOf(what: Move['what'], body: MoveBody, now: number): Move {
  const { target = '', reason: pinReason = '', until: endText } = body;
  if (what === 'unpin') return { what };
  const end = endText === undefined ? undefined : parseUntil(endText, now);
  if (typeof end === 'object') throw new AutoaliasError('request-malformed', `"until" cannot be used: ${end.why}`);
  const pin = { reason: pinReason, ...(end === undefined ? {} : { until: end }) };
  return { what, target, pin };
}
