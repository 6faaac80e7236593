import type { Fact } from './fact.ts';

/** A fact about a subject whose links are listed apart from its candidates. It holds if both halves are listed again. */
export interface SplitFact extends Fact {
  /** The digest of the candidates. */
  readonly candidates: string;
  /** The digests of its links. */
  readonly links: readonly string[];
}

/** The facts of one listed prefix. They never become false, so an old book is as good as a new one. */
export interface FactBook {
  /** When every alias was last verified, by the store's clock. Unix milliseconds; undefined if never. */
  readonly fullAt: number | undefined;
  /** By the digest of what the listing shows. */
  readonly whole: ReadonlyMap<string, Fact>;
  /** By the digest of the candidates. */
  readonly split: ReadonlyMap<string, SplitFact>;
}

export const EMPTY_BOOK: FactBook = { fullAt: undefined, whole: new Map(), split: new Map() };

/** Whether two books say the same. */
export function sameFacts(a: FactBook, b: FactBook): boolean {
  const isSame = (one: Fact, other: Fact | undefined): boolean =>
    other !== undefined && one.action === other.action && one.aliases === other.aliases && one.until === other.until;
  return (
    a.fullAt === b.fullAt &&
    a.whole.size === b.whole.size &&
    a.split.size === b.split.size &&
    [...a.whole].every(([digest, fact]) => isSame(fact, b.whole.get(digest))) &&
    [...a.split].every(
      ([digest, fact]) =>
        isSame(fact, b.split.get(digest)) && String(fact.links) === String(b.split.get(digest)?.links),
    )
  );
}
