import { matchKey, parseRules, type RuleSet } from '../../../src/entries/rules.ts';
import { loop } from '../measure.ts';
import type { Row, RowGroup } from '../row.ts';
import { keyOf, rulesJson } from '../team-rules.ts';

const SIZES = [10, 1_000, 10_000, 100_000];

/** Keys for each row. Enough that the keys of large files are not all in the processor's cache. */
const KEYS = 200_000;

/** How many decisions one run makes. */
const DECISIONS = 100_000;

const EXEC = 'one native exec';
const WHOLE_KEY = /^team-[0-9]+\/releases\/([^/]+)\/([^/]+)\/([^/]+)$/u;

/** Decisions about keys, next to the least that a program can do with a key: run one regular expression. */
export const decisionRows: RowGroup = {
  name: 'decisions',
  title: 'decisions about keys',
  open() {
    return { rows: SIZES.flatMap(rowsOf) };
  },
};

function rowsOf(size: number): readonly Row[] {
  const rules = parseRules(rulesJson(size));
  const random = Array.from({ length: KEYS }, (_, i) => keyOf(scattered(i) % size, i));
  const orders = { random, listing: random.toSorted() };
  const rows = Object.entries(orders).map(
    ([order, keys]): Row => ({
      name: `decisions-${order}-${size}`,
      title: `two aliases of each key, ${size.toLocaleString('en')} rules, keys in ${order} order`,
      per: 'decision',
      ours: loop('autoalias', DECISIONS, decide(rules, keys, 2)),
      peers: [loop(EXEC, DECISIONS, exec(keys))],
      aims: size === 10_000 ? [{ measure: 'cpu', peer: EXEC, atMost: 10 }] : [],
      curve: { name: `decisions-${order}`, size },
    }),
  );
  const others = random.map((key) => `other/${key}`);
  return [
    ...rows,
    {
      name: `decisions-no-match-${size}`,
      title: `keys that no rule matches, ${size.toLocaleString('en')} rules`,
      per: 'decision',
      ours: loop('autoalias', DECISIONS, decide(rules, others, 0)),
      peers: [loop(EXEC, DECISIONS, exec(others))],
      aims: [],
    },
  ];
}

/** A number that is far from that of the next index, and the same in each run. */
function scattered(index: number): number {
  return Math.imul(index + 1, 0x9e3779b1) >>> 8;
}

function decide(rules: RuleSet, keys: readonly string[], aliases: number): (count: number) => void {
  let at = 0;
  return (count) => {
    let found = 0;
    for (let i = 0; i < count; i++) found += matchKey(rules, keys[at++ % keys.length] ?? '').aliases.length;
    if (found !== count * aliases) throw new Error(`${found} aliases, not ${count * aliases}`);
  };
}

function exec(keys: readonly string[]): (count: number) => void {
  let at = 0;
  return (count) => {
    let characters = 0;
    for (let i = 0; i < count; i++) characters += WHOLE_KEY.exec(keys[at++ % keys.length] ?? '')?.[1]?.length ?? 0;
    if (characters < 0) throw new Error('the texts are not read');
  };
}
