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
  version: [dateAboveVersions],
  pep440: [dateAboveVersions],
  debian: [dateAboveVersions],
  rpm: [dateAboveVersions],
  gem: [dateAboveVersions],
  maven: [lettersFirst, previewAboveRelease, dateAboveVersions],
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

/** A pair whose numbers say the opposite shows the surprise. Without one, any number does: even 0 is greater. */
function lettersFirst(read: readonly ReadText[], order: Order): OrderHint | undefined {
  const numbered = read.filter(({ text }) => /^\d/.test(text));
  const pairs = read.flatMap(({ text }) => {
    const [, version] = /^[A-Za-z]+[.-]?(\d.*)$/.exec(text) ?? [];
    const reading = version === undefined ? undefined : order.parse(version);
    if (reading?.ok !== true) return [];
    const lesser = numbered.find(({ value }) => order.compare(value, reading.value) < 0);
    return [{ text, lesser: lesser?.text ?? '0' }];
  });
  const pair = pairs.find(({ lesser }) => lesser !== '0') ?? pairs[0];
  if (pair === undefined || numbered.length === 0) return undefined;
  return {
    why: `Maven places versions that begin with a letter below all others, so "${pair.text}" is less than "${pair.lesser}"`,
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

/** A day as a number: `20240101`, with or without an hour and a minute. */
const DAY = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{4})?$/;

/** A day without dots is a number that is greater than every usual version, and stays so. */
function dateAboveVersions(read: readonly ReadText[], order: Order): OrderHint | undefined {
  const day = read.find(({ text }) => DAY.test(text));
  const versions = read.filter(({ text }) => /^v?\d{1,3}\./i.test(text));
  const lesser = day && versions.find(({ value }) => order.compare(value, day.value) < 0);
  if (day === undefined || lesser === undefined) return undefined;
  return {
    why: `"${day.text}" looks like a date and is read as one number, so it is greater than "${lesser.text}" and every version like it`,
    instead:
      'if it is another kind of release, keep it out of this alias: with exclude, with a range, or with bare: false in pep440, debian and maven',
  };
}
