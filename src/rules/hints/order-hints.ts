import type { Order } from '../orders/order.ts';
import type { OrderName } from '../orders/orders.ts';
import { equalBuilds, ORDER_TRAPS, type OrderHint } from './order-traps.ts';

/**
 * The hints about texts of candidates, and of objects that the order or a limit rejects. There is at most one for each kind of
 * surprise.
 */
export function orderHints(
  by: OrderName,
  order: Order,
  { candidates, rejected = [] }: { readonly candidates: readonly string[]; readonly rejected?: readonly string[] },
): readonly OrderHint[] {
  const own = ORDER_TRAPS.filter((trap) => trap.by === by).flatMap(({ hint, isEqual }) => {
    const all = [...candidates, ...rejected];
    // Several texts show by themselves whether some of them are equal.
    if (isEqual && (all.length > 1 || candidates.length === 0)) return [];
    const found = all.map(hint).find((one) => one !== undefined);
    return found === undefined ? [] : [found];
  });
  const read = candidates.flatMap((text) => {
    const reading = order.parse(text);
    return reading.ok ? [{ text, value: reading.value, prerelease: reading.prerelease }] : [];
  });
  const together = (TOGETHER[by] ?? []).flatMap((find) => find(read, order) ?? []);
  return [...new Map([...own, ...together].map((hint) => [hint.why, hint])).values()];
}

interface ReadText {
  readonly text: string;
  readonly value: unknown;
  readonly prerelease: boolean;
}

/** Finds a surprise that only several texts show. */
type FindTogether = (read: readonly ReadText[], order: Order) => OrderHint | undefined;

const TOGETHER: Partial<Record<OrderName, readonly FindTogether[]>> = {
  semver: [onlyBuildsDiffer],
  maven: [lettersFirst, previewAboveRelease],
};

function onlyBuildsDiffer(read: readonly ReadText[]): OrderHint | undefined {
  const seen = new Map<string, string>();
  for (const { text } of read) {
    const [version = ''] = text.replace(/^v/, '').split('+');
    const other = seen.get(version);
    if (other !== undefined && other.replace(/^v/, '') !== text.replace(/^v/, '')) {
      return equalBuilds(other, text);
    }
    seen.set(version, text);
  }
  return undefined;
}

function lettersFirst(read: readonly ReadText[]): OrderHint | undefined {
  const lettered = read.find(({ text }) => /^[A-Za-z]/.test(text));
  const numbered = read.find(({ text }) => /^\d/.test(text));
  if (lettered === undefined || numbered === undefined) return undefined;
  return {
    why: `Maven places versions that begin with a letter below all others, so "${lettered.text}" is less than "${numbered.text}"`,
    instead: 'if the letter has no meaning, put it outside of the ordered group, or order by version',
  };
}

function previewAboveRelease(read: readonly ReadText[], order: Order): OrderHint | undefined {
  const releases = read.filter(({ prerelease }) => !prerelease);
  for (const preview of read.filter(({ prerelease }) => prerelease)) {
    const release = releases.find(({ text, value }) => {
      const isOfRelease =
        preview.text.startsWith(text) && /^(?:[_+-]|\.?[A-Za-z])/.test(preview.text.slice(text.length));
      return isOfRelease && order.compare(preview.value, value) > 0;
    });
    if (release !== undefined) {
      return {
        why: `Maven places the prerelease "${preview.text}" above "${release.text}"`,
        instead: 'keep prereleases out of this alias, or name them alpha, beta, milestone, rc or SNAPSHOT',
      };
    }
  }
  return undefined;
}
