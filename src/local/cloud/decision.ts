import * as z from 'zod';
import type { LogLine } from '../runtime/log-line.ts';

const level = z.enum(['info', 'warn', 'error']);
const target = z.string().nullable();
const isTrue = z.literal(true).optional();

/** A log line about one alias, as the handlers write it. */
const aliasLine = z.object({
  level,
  bucket: z.string().optional(),
  event: z.string(),
  actor: z.string().optional(),
  rule: z.string(),
  alias: z.string(),
  action: z.string(),
  from: target,
  to: target,
  why: z.string(),
  release: z.string().optional(),
  overruled: isTrue,
  dangling: isTrue,
  lag: z.number().optional(),
});

/** A log line that sums up one sweep. */
const sweepLine = z.object({
  level,
  bucket: z.string().optional(),
  event: z.string(),
  action: z.literal('swept'),
  aliases: z.number(),
  actions: z.record(z.string(), z.number()),
  dangling: z.number(),
  requests: z.number(),
});

/** Any other log line with a reason, such as for a skipped key or a malformed event. */
const noteLine = z.object({
  level,
  action: z.string(),
  key: z.string().optional(),
  why: z.string(),
});

const decisionLine = z.union([
  aliasLine.transform((line) => ({ kind: 'alias' as const, ...line })),
  sweepLine.transform((line) => ({ kind: 'sweep' as const, ...line })),
  noteLine.transform((line) => ({ kind: 'note' as const, ...line })),
]);

/** One decision of a function, and the invocation that made it. */
export type Decision = z.output<typeof decisionLine> & {
  readonly functionName: string;
  readonly requestId: string;
};

export type AliasDecision = Extract<Decision, { kind: 'alias' }>;
export type SweepDecision = Extract<Decision, { kind: 'sweep' }>;

/** Reads a decision from a line of a function's log. Returns undefined for all other lines. */
export function readDecision({ functionName, requestId, text }: LogLine): Decision | undefined {
  if (!text.startsWith('{')) return undefined;
  const parsed = decisionLine.safeParse(jsonOf(text));
  return parsed.success ? { ...parsed.data, functionName, requestId } : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
