import * as v from 'valibot';
import { PROGRAM_VERSION } from '../../program-version.ts';
import type { Fact } from './fact.ts';
import type { FactBook } from './fact-book.ts';
import { digestOf } from './listed-state.ts';

/** Raise it when the file changes its form. */
const FORMAT = 1;

const number = v.pipe(v.number(), v.finite());
const action = v.picklist(['unchanged', 'pinned', 'protected']);
const until = v.nullable(number);
const wholeFact = v.union([v.string(), v.strictTuple([v.string(), action, number, until])]);
const splitFact = v.strictTuple([v.string(), action, number, until, v.array(v.string())]);

const schema = v.object({
  format: v.literal(FORMAT),
  program: v.literal(PROGRAM_VERSION),
  prefix: v.string(),
  fullAt: v.nullable(number),
  whole: v.array(wholeFact),
  split: v.array(splitFact),
  checksum: v.string(),
});

type FactFile = v.InferOutput<typeof schema>;

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
  const parsed = v.safeParse(schema, json(text));
  if (!parsed.success) return undefined;
  const { checksum, ...file } = parsed.output;
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
