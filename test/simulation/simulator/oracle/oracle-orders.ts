import semver from 'semver';
import type { OrderSpec, OrderTermSpec, RuleSpec } from '../plan/rule-spec.ts';

/** The order value of a text. */
export interface OracleValue {
  readonly value: unknown;
  readonly prerelease: boolean;
  readonly parts: Readonly<Record<string, string>>;
}

interface OracleOrder {
  readonly read: (text: string, format: string | undefined) => OracleValue | undefined;
  readonly compare: (a: never, b: never) => number;
}

function plain(value: unknown): OracleValue {
  return { value, prerelease: false, parts: {} };
}

export function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Each order, as the rules reference describes it, implemented a second time without the product's code. */
export const ORACLE_ORDERS: Readonly<Record<RuleSpec['order']['by'], OracleOrder>> = {
  semver: {
    read: (text) => {
      const version = semver.parse(text);
      if (version === null) return undefined;
      return { value: text, prerelease: version.prerelease.length > 0, parts: { major: `${version.major}` } };
    },
    compare: (a: string, b: string) => semver.compare(a, b),
  },
  number: {
    read: (text) => (/^[0-9]+$/.test(text) ? plain(BigInt(text)) : undefined),
    compare: (a: bigint, b: bigint) => Number(a > b) - Number(a < b),
  },
  natural: { read: plain, compare: (a: string, b: string) => compareNatural(a, b) },
  date: {
    read: (text, format) => {
      const numbers = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/.exec(text);
      if (numbers === null || (format !== undefined && !/^\d{4}-\d\d$/.test(text))) return undefined;
      const [, year = '', month = '', dayOfMonth = '01'] = numbers;
      const day = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
      const date = new Date(`${day}T00:00:00Z`);
      if (Number.isNaN(date.getTime())) return undefined;
      if (date.toISOString().slice(0, 10) !== day) return undefined;
      return { value: day, prerelease: false, parts: { year: day.slice(0, 4) } };
    },
    compare: (a: string, b: string) => byBytes(a, b),
  },
  lexical: { read: plain, compare: (a: string, b: string) => byBytes(a, b) },
  uploaded: { read: () => plain(null), compare: () => 0 },
};

/** Reads the values of all entries of an order from the groups of a key. Undefined if one of them cannot be read. */
export function readOrder(
  { next, ...first }: OrderSpec,
  groups: Readonly<Record<string, string>>,
): (OracleValue & { readonly value: readonly unknown[] }) | undefined {
  const values = [first, ...(next === undefined ? [] : [next])].map((term) => readTerm(term, groups));
  const read = values.filter((value) => value !== undefined);
  if (read.length < values.length) return undefined;
  return {
    value: read.map(({ value }) => value),
    prerelease: read.some(({ prerelease }) => prerelease),
    parts: Object.assign({}, ...read.map(({ parts }) => parts).reverse()),
  };
}

function readTerm(
  { by, on = '', format }: OrderTermSpec,
  groups: Readonly<Record<string, string>>,
): OracleValue | undefined {
  const text = on.includes('{')
    ? on.replace(/\{(\w+)\}/g, (_, group: string) => groups[group] ?? '')
    : (groups[on] ?? '');
  return ORACLE_ORDERS[by].read(text, format);
}

/** Positive if `a` wins. */
export function compareValues({ next, ...first }: OrderSpec, a: readonly unknown[], b: readonly unknown[]): number {
  const terms = [first, ...(next === undefined ? [] : [next])];
  const differences = terms.map(
    ({ by, desc }, i) => ORACLE_ORDERS[by].compare(a[i] as never, b[i] as never) * (desc === true ? -1 : 1),
  );
  return differences.find((difference) => difference !== 0) ?? 0;
}

/** Digits as numbers, all else by bytes, and numbers before text. */
function compareNatural(a: string, b: string): number {
  const [[x = '', restA = ''], [y = '', restB = '']] = [cut(a), cut(b)];
  if (x === '' || y === '') return x.length - y.length;
  const [numberX, numberY] = [/^\d/.test(x), /^\d/.test(y)];
  if (numberX !== numberY) return numberX ? -1 : 1;
  const here = numberX ? Number(BigInt(x) > BigInt(y)) - Number(BigInt(x) < BigInt(y)) : byBytes(x, y);
  return here || compareNatural(restA, restB);
}

function cut(text: string): readonly string[] {
  return /^(\d+|\D+)(.*)$/su.exec(text)?.slice(1) ?? [];
}
