import {
  digestOfCandidates,
  digestOfLink,
  digestOfSubject,
  type Fact,
  factOf,
  type ListedSubject,
  linksRead,
  type Verification,
} from '../../aliases/facts/fact.ts';
import { type FactBook, type SplitFact, sameFacts } from '../../aliases/facts/fact-book.ts';
import type { Reads } from '../../aliases/facts/watch-reads.ts';
import { groupId } from '../../aliases/look/collect-aliases.ts';
import type { Handled } from '../work/handle-alias.ts';
import type { FactStore } from './fact-store.ts';
import type { WalkedAlias, WalkedRelease } from './walk-aliases.ts';

/** How facts are found and made. Tests replace parts of it by broken ones. */
export interface FactProtocol {
  readonly digestOf: (subject: ListedSubject) => string;
  readonly factOf: (verification: Verification) => Fact | undefined;
}

const SHIPPED: FactProtocol = { digestOf: digestOfSubject, factOf: (verification) => factOf(verification) };

/** An alias or a group that a walk has found. */
type Item = WalkedAlias | WalkedRelease;

/** The facts of one sweep: those that hold are kept, those that were found are added. */
export interface SweepFacts {
  /** Whether every alias was verified. */
  readonly isFull: boolean;
  /**
   * The fact that holds for an item. `later`: one half of a fact holds, and the other half has not been listed yet.
   * Undefined if the item must be verified.
   */
  find(item: Item): Fact | 'later' | undefined;
  /** Call after the walk. Yields each item that was left for later, with the fact that holds or without one. */
  rest(): Iterable<{ readonly item: Item; readonly fact: Fact | undefined }>;
  /** Call after an item was verified. */
  verified(item: Item, handled: readonly Handled[], reads: Reads): void;
  /** Writes the facts of each listed prefix if they have changed. */
  save(): Promise<void>;
}

/** The store must not change an alias in a way that a listing does not show. If it does, the next full pass finds it. */
const FULL_PASS_EVERY = 24 * 3_600_000;

/** The most facts about one listed prefix. Aliases without a fact are verified in each sweep. */
const MOST_FACTS = 500_000;

export interface SweepFactsOptions {
  readonly store: FactStore;
  /** The prefixes that the sweep lists. */
  readonly prefixes: readonly string[];
  /** Verify every alias. */
  readonly full: boolean;
  /**
   * The sweep lists a part of the keys. Then an alias whose link is outside the prefix of its candidates is always verified,
   * because another sweep can list the other half.
   */
  readonly isPart?: boolean;
  /** The store's time of the first page of the listing. Undefined if it did not say. */
  readonly start: () => number | undefined;
  readonly protocol?: FactProtocol | undefined;
}

/** The facts of one listed prefix during a sweep. */
interface OpenBook {
  readonly listed: string;
  readonly known: FactBook;
  /** The known split facts by the digest of each link. */
  readonly byLink: ReadonlyMap<string, SplitFact>;
  readonly whole: Map<string, Fact>;
  readonly split: Map<string, SplitFact>;
}

/** A split fact of which a half has been listed. */
interface Pending {
  readonly book: OpenBook;
  readonly fact: SplitFact;
  item?: Item;
  readonly links: Map<string, WalkedAlias>;
}

/** Reads the facts of all listed prefixes. */
export async function openSweepFacts(options: SweepFactsOptions): Promise<SweepFacts> {
  const { store, prefixes, full, isPart = false, start, protocol = SHIPPED } = options;
  const books = await Promise.all(prefixes.map(async (listed) => openBook(listed, await store.load(listed))));
  const pending = new Map<string, Pending>();
  /** Names of aliases and groups that were verified, and of those with a link that no fact has. */
  const checked = new Set<string>();
  const disturbed = new Set<string>();

  const bookOf = ({ prefix }: Item): OpenBook | undefined => books.find(({ listed }) => prefix.startsWith(listed));
  const isDue = ({ known }: OpenBook): boolean => {
    const now = start() ?? 0;
    return full || known.fullAt === undefined || now < known.fullAt || now - known.fullAt >= FULL_PASS_EVERY;
  };
  const holds = (fact: Fact | undefined): boolean =>
    fact !== undefined && (fact.until === undefined || (start() ?? fact.until) < fact.until);
  const wait = (book: OpenBook, fact: SplitFact): Pending => {
    const known = pending.get(fact.candidates) ?? { book, fact, links: new Map() };
    pending.set(fact.candidates, known);
    return known;
  };

  const findLink = (item: WalkedAlias, book: OpenBook): 'later' | undefined => {
    const digest = linkDigestOf(item);
    const fact = book.byLink.get(digest);
    if (fact !== undefined && holds(fact)) {
      wait(book, fact).links.set(digest, item);
      return 'later';
    }
    disturbed.add(nameOf(item));
    return undefined;
  };

  return {
    get isFull() {
      return start() === undefined || books.every(isDue);
    },
    find(item) {
      const book = bookOf(item);
      if (book === undefined || start() === undefined || isDue(book)) return undefined;
      if (item.kind === 'alias' && item.isBareLink) return isPart ? undefined : findLink(item, book);
      const subject = subjectOf(item);
      if (subject === undefined) return undefined;
      if (subject.hasLinks) {
        const digest = protocol.digestOf(subject);
        const fact = book.known.whole.get(digest);
        if (fact === undefined || !holds(fact)) return undefined;
        book.whole.set(digest, fact);
        return fact;
      }
      if (isPart) return undefined;
      const fact = book.known.split.get(digestOfCandidates(subject));
      if (fact !== undefined && holds(fact)) {
        wait(book, fact).item = item;
        return 'later';
      }
      checked.add(nameOf(item));
      return undefined;
    },
    *rest() {
      for (const { book, fact, item, links } of pending.values()) {
        if (item !== undefined) {
          const isWhole = links.size === fact.links.length && !disturbed.has(nameOf(item));
          if (isWhole) book.split.set(fact.candidates, fact);
          // Without the listing, the protocol lists the candidates again.
          yield isWhole ? { item, fact } : { item: { ...item, listed: undefined }, fact: undefined };
          continue;
        }
        for (const link of links.values()) if (!checked.has(nameOf(link))) yield { item: link, fact: undefined };
      }
    },
    verified(item, handled, reads) {
      const [book, subject, began] = [bookOf(item), subjectOf(item), start()];
      if (book === undefined || subject === undefined || began === undefined) return;
      const outcomes = new Map(handled.map(({ report }) => [report.alias, report]));
      const verification = { subject, outcomes, reads, start: began };
      const fact = protocol.factOf(verification);
      if (fact === undefined || book.whole.size + book.split.size >= MOST_FACTS) return;
      if (subject.hasLinks) {
        book.whole.set(protocol.digestOf(subject), fact);
        return;
      }
      if (isPart) return;
      const candidates = digestOfCandidates(subject);
      const links = [...linksRead(verification)].map(([alias, time]) => digestOfLink(subject, alias, time));
      book.split.set(candidates, { ...fact, candidates, links });
    },
    async save() {
      await Promise.all(
        books.map(async (book) => {
          const fullAt = isDue(book) ? start() : book.known.fullAt;
          const facts = { fullAt, whole: book.whole, split: book.split };
          const isEmpty = [facts, book.known].every(({ whole, split }) => whole.size + split.size === 0);
          if (start() === undefined || isEmpty || sameFacts(book.known, facts)) return;
          await store.save(book.listed, facts);
        }),
      );
    },
  };
}

function openBook(listed: string, known: FactBook): OpenBook {
  const byLink = new Map([...known.split.values()].flatMap((fact) => fact.links.map((link) => [link, fact] as const)));
  return { listed, known, byLink, whole: new Map(), split: new Map() };
}

/** Undefined if the listing does not have all candidates of the item. */
function subjectOf(item: Item): ListedSubject | undefined {
  const { rule, template, prefix, state } = item;
  if (state === undefined || item.listed === undefined) return undefined;
  if (item.kind === 'release') {
    const { group, listed } = item;
    const winners = listed?.choice.chosen?.members ?? new Map();
    return {
      rule,
      template,
      name: group.name,
      group,
      state,
      hasLinks: group.aliasPrefix.startsWith(prefix),
      winners,
      unproven: listed.choice.unproven,
    };
  }
  const { alias, listed } = item;
  const winners = new Map(listed?.winner === undefined ? [] : [[alias, listed.winner]]);
  return {
    rule,
    template,
    name: alias,
    group: undefined,
    state,
    hasLinks: alias.startsWith(prefix),
    winners,
    unproven: [],
  };
}

function linkDigestOf(item: WalkedAlias): string {
  return digestOfLink(item, item.alias, item.state?.links.get(item.alias)?.lastModified ?? 0);
}

/** Identifies an alias, or the group that it moves with. */
function nameOf(item: Item): string {
  const group = item.kind === 'release' ? item.group : item.template.grouping?.groupOfAlias(item.alias);
  return group === undefined ? (item as WalkedAlias).alias : groupId(item.rule, item.template, group);
}
