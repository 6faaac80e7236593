import { readRecord } from '../../aliases/model/alias-record.ts';
import { isPinActive } from '../../aliases/model/pin.ts';
import { pinnedByText, viewPin } from '../../aliases/pins/active-pin.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { Store } from '../../stores/store.ts';
import type { StoreCapabilities } from '../../stores/store-capabilities.ts';
import { CONCURRENCY } from '../function/handler-context.ts';
import { mapOrdered } from '../work/concurrency.ts';

/** What a replay of rules does not know, in words that continue "not replayed: ". */
export function notReplayed(rules: readonly RuleSet[], { listsLinks }: StoreCapabilities): readonly string[] {
  const all = rules.flatMap((ruleSet) => ruleSet.rules);
  const isProtected = all.some(({ templates }) => templates.some((template) => template.protected));
  return [
    'pins that have ended',
    ...(isProtected ? ['when commands moved protected aliases (they count as moved by the rules)'] : []),
    ...(all.some(({ fallback }) => fallback !== undefined) ? ['fallbacks'] : []),
    'storage classes (archived objects count as readable)',
    ...(listsLinks
      ? []
      : ['symlinks at the keys of candidates (they count as objects: the listing does not show them)']),
  ];
}

/** A pin that holds an alias now. */
export interface PresentPin {
  /** When the link with the pin was written. Unix milliseconds. */
  readonly since: number;
  /** `pinned; by anna@host since 2026-11-27T23:30:00Z`. */
  readonly why: string;
}

/** Reads the pins of aliases. Each alias is read once. */
export interface PinReader {
  /** The pins of these aliases, by alias. Aliases without a pin are left out. */
  read(aliases: Iterable<string>): Promise<ReadonlyMap<string, PresentPin>>;
}

/** @param now Unix milliseconds */
export function createPinReader(store: Store, now: number, onRequest: () => void): PinReader {
  const known = new Map<string, PresentPin>();
  const seen = new Set<string>();
  const read = async (alias: string): Promise<void> => {
    onRequest();
    const link = await store.send({ operation: 'GetSymlink', key: alias });
    const pin = link.found === 'symlink' ? readRecord(link)?.pin : undefined;
    if (link.found !== 'symlink' || pin === undefined || !isPinActive(pin, now)) return;
    const why = `pinned${pinnedByText(viewPin(link, pin))}: ${pin.reason}`;
    known.set(alias, { since: link.lastModified ?? Number.NEGATIVE_INFINITY, why });
  };
  return {
    async read(aliases) {
      const fresh = [...new Set(aliases)].filter((alias) => !seen.has(alias));
      for (const alias of fresh) seen.add(alias);
      for await (const _ of mapOrdered(fresh, CONCURRENCY, read));
      return known;
    },
  };
}
