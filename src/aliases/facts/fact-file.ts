import * as z from 'zod';
import { PROGRAM_VERSION } from '../../program-version.ts';
import type { Fact } from './fact.ts';
import type { FactBook } from './fact-book.ts';
import { digestOf } from './listed-state.ts';

/** Raise it when the file changes its form. */
const FORMAT = 1;

const action = z.enum(['unchanged', 'pinned', 'protected']);
const until = z.number().nullable();
const wholeFact = z.union([z.string(), z.tuple([z.string(), action, z.number(), until])]);
const splitFact = z.tuple([z.string(), action, z.number(), until, z.array(z.string())]);

const schema = z.object({
  format: z.literal(FORMAT),
  program: z.literal(PROGRAM_VERSION),
  prefix: z.string(),
  fullAt: z.number().nullable(),
  whole: z.array(wholeFact),
  split: z.array(splitFact),
  checksum: z.string(),
});

type FactFile = z.infer<typeof schema>;

/** The text of the state object of a listed prefix. */
export function formatFacts(prefix: string, { fullAt, whole, split }: FactBook): string {
  const file = {
    format: FORMAT,
    program: PROGRAM_VERSION,
    prefix,
    fullAt: fullAt ?? null,
    // Almost all facts are about one right alias, and have no end.
    whole: [...whole].map(([digest, fact]) => (isPlain(fact) ? digest : [digest, ...written(fact)])),
    split: [...split.values()].map((fact) => [fact.candidates, ...written(fact), fact.links]),
  };
  return `${JSON.stringify({ ...file, checksum: checksumOf(file) })}\n`;
}

/**
 * Reads the state object of a listed prefix. Returns undefined for a text that is damaged or incomplete, or that another
 * version of the program wrote. The sweep then verifies every alias, as without facts.
 */
export function readFacts(prefix: string, text: string): FactBook | undefined {
  const parsed = schema.safeParse(json(text));
  if (!parsed.success) return undefined;
  const { checksum, ...file } = parsed.data;
  if (file.prefix !== prefix || checksum !== checksumOf(file)) return undefined;
  return {
    fullAt: file.fullAt ?? undefined,
    whole: new Map(file.whole.map(readWhole)),
    split: new Map(
      file.split.map(([candidates, ...fact]) => [
        candidates,
        { ...readFact(fact[0], fact[1], fact[2]), candidates, links: fact[3] },
      ]),
    ),
  };
}

function isPlain({ action, aliases, until: end }: Fact): boolean {
  return action === 'unchanged' && aliases === 1 && end === undefined;
}

function written({ action: what, aliases, until: end }: Fact): readonly [Fact['action'], number, number | null] {
  return [what, aliases, end ?? null];
}

const PLAIN: Fact = { action: 'unchanged', aliases: 1, until: undefined };

function readWhole(item: FactFile['whole'][number]): readonly [string, Fact] {
  return typeof item === 'string' ? [item, PLAIN] : [item[0], readFact(item[1], item[2], item[3])];
}

function readFact(what: Fact['action'], aliases: number, end: number | null): Fact {
  return { action: what, aliases, until: end ?? undefined };
}

function checksumOf(file: object): string {
  return digestOf([Object.entries(file)]);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
