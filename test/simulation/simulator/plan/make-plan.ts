import { type Random, seededRandom } from '../../../rules/seeded-random.ts';
import { createOracle, type Oracle } from '../oracle/oracle.ts';
import { ORACLE_ORDERS } from '../oracle/oracle-orders.ts';
import { addArchives, allowArchives } from './add-archives.ts';
import { BODIES } from './bodies.ts';
import { EVENT_FAULTS, type Fault, type Operation, type Plan, REQUEST_FAULTS } from './plan.ts';
import { CATALOGUE, type CatalogueRule, FALLBACK } from './rule-catalogue.ts';
import { fallbackOf, type RuleSpec } from './rule-spec.ts';
import { varyRules } from './vary-rules.ts';

/**
 * Creates the world of a seed. It is usually small, so that operations collide. Some worlds have hundreds of objects.
 */
export function makePlan(seed: number): Plan {
  const random = seededRandom(seed);
  const size = SIZES[random.below(64)] ?? TINY;
  const chosen = chooseRules(random, size === TINY ? 0 : random.pick([0, 0, 1, 2]));
  // Other random numbers, so that the other worlds stay as they are.
  const archives = seed % 3 === 1 ? seededRandom(seed + 2_000_000) : undefined;
  const bare = chosen.map((one) => ({ ...specOf(one, random), ...(seed % 20 === 0 ? { withdraw: false } : {}) }));
  const rules = archives === undefined ? bare : allowArchives(archives, bare);
  const calm = random.below(10) === 0;
  const deployments = chooseDeployments(random, rules, calm).map((one) =>
    archives === undefined ? one : { ...one, rules: allowArchives(archives, one.rules) },
  );
  const all = [...rules, ...deployments.flatMap((one) => one.rules)];
  const fallsBack = all.some((rule) => fallbackOf(rule) !== undefined);
  const objects = chooseKeys(withAdded(chosen, all), random, size.keys, fallsBack);
  const keys =
    seed % 4 === 0
      ? ([...objects, ...chooseMarkers(seededRandom(seed + 1_000_000), objects, createOracle(all))] as const)
      : objects;
  const style = calm ? 'steady' : random.pick(STYLES);
  const operation = operationMaker(
    random,
    keys,
    aliasKeys([rules, ...deployments.map((one) => one.rules)], keys),
    style,
  );
  const bursts = Array.from({ length: 1 + random.below(size.bursts) }, () =>
    Array.from({ length: calm ? 1 : 1 + random.below(size.burst) }, (): Operation => operation()),
  );
  for (const deployment of deployments) insert(random, bursts, deployment, calm);
  const operations = bursts.reduce((sum, burst) => sum + burst.length, 0);
  return {
    rules,
    versioning: random.pick(['Enabled', 'Enabled', 'Enabled', 'Never', 'Never', 'Suspended']),
    parallel: calm ? 1 : random.pick([1, 2, 3, 3, 5]),
    batch: calm ? 1 : random.pick([1, 1, 1, 2, 4]),
    retries: random.below(4),
    source: random.pick(['trigger', 'trigger', 'bus', 'queue']),
    before: size.before === 0 ? [] : keys.slice(0, random.below(size.before)),
    bursts: archives === undefined ? bursts : addArchives(archives, bursts, keys, calm),
    faults: calm
      ? []
      : [
          ...faults(random, 'requests', REQUEST_FAULTS, operations * 8),
          ...faults(random, 'writes', WRITE_FAULTS, operations * 2),
          ...faults(random, 'events', EVENT_FAULTS, operations * 2),
        ],
    schedule: random.below(2 ** 32),
  };
}

/** Faults of writes are the most harmful, so plans add more of them. */
const WRITE_FAULTS = REQUEST_FAULTS.filter((kind) => /^(?:killed|timeout|reset)/.test(kind));

interface Size {
  readonly keys: number;
  readonly bursts: number;
  readonly burst: number;
  readonly before: number;
}

/** One alias or two, which all operations compete for. */
const TINY: Size = { keys: 5, bursts: 6, burst: 6, before: 0 };
const SMALL: Size = { keys: 6, bursts: 4, burst: 7, before: 0 };
const MEDIUM: Size = { keys: 40, bursts: 3, burst: 20, before: 30 };
const LARGE: Size = { keys: 400, bursts: 2, burst: 40, before: 400 };
const SIZES: readonly Size[] = [LARGE, MEDIUM, MEDIUM, MEDIUM, ...Array<Size>(20).fill(SMALL)];

function chooseRules(random: Random, others: number): readonly CatalogueRule[] {
  const first = random.pick(CATALOGUE);
  const more = Array.from({ length: others }, () => random.pick(CATALOGUE));
  const all = new Set([first, ...more]);
  for (const { companion } of all) {
    const other = CATALOGUE.find(({ spec }) => spec.name === companion);
    if (other !== undefined) all.add(other);
  }
  return [...all];
}

type Deployment = Extract<Operation, { do: 'deploy' }>;

/** The rules change in about every fourth world, in some worlds twice. */
function chooseDeployments(random: Random, rules: readonly RuleSpec[], calm: boolean): readonly Deployment[] {
  const deployments: Deployment[] = [];
  for (let left = random.pick([0, 0, 0, 0, 0, 0, 1, 2]); left > 0; left--) {
    const former = deployments.at(-1)?.rules ?? rules;
    const lag = calm ? 0 : random.pick([0, 0, 300, 5_000, 60_000]);
    deployments.push({ do: 'deploy', rules: varyRules(random, former), lag });
  }
  return deployments;
}

/** The rules of the catalogue that were chosen or that a deployment adds. */
function withAdded(chosen: readonly CatalogueRule[], rules: readonly RuleSpec[]): readonly CatalogueRule[] {
  return [...new Set([...chosen, ...CATALOGUE.filter(({ spec }) => rules.some(({ name }) => name === spec.name))])];
}

/**
 * Inserts a deployment at a random place among the other operations. If two deployments end up in the wrong order,
 * older rules are deployed again.
 */
function insert(random: Random, bursts: Operation[][], deployment: Deployment, calm: boolean): void {
  const at = random.below(bursts.length + 1);
  const burst = bursts[at];
  if (calm || burst === undefined) bursts.splice(at, 0, [deployment]);
  else burst.splice(random.below(burst.length + 1), 0, deployment);
}

function specOf({ spec, pools, moving }: CatalogueRule, random: Random): RuleSpec {
  return {
    ...spec,
    aliases: spec.aliases.slice(0, 1 + random.below(spec.aliases.length)),
    ...constraints(random, spec, pools[moving[0] ?? ''] ?? ['?']),
    onDelete: onDeleteOf(spec, random.pick(['repoint', 'repoint', 'remove', 'keep', { fallback: FALLBACK }])),
    onConflict: random.pick(['refuse', 'refuse', 'replace']),
    guard: random.below(4) === 0,
  };
}

/** Rules with `release` always have `repoint`. */
function onDeleteOf({ release }: CatalogueRule['spec'], onDelete: RuleSpec['onDelete']): RuleSpec['onDelete'] {
  return release === undefined ? onDelete : 'repoint';
}

/** Adds `exclude`, a minimum age or a bound to about every fifth rule. */
function constraints(
  random: Random,
  { order }: CatalogueRule['spec'],
  pool: readonly [string, ...string[]],
): Partial<RuleSpec> {
  const what = random.below(20);
  if (what === 0) return { exclude: random.pick(['[37]', '[a-e]/', '2.*2']) };
  if (what === 1 || what === 2) return { minimumAge: random.pick(['2s', '40s', '3600s']) };
  const limit = random.pick(pool);
  const isRead = order.on?.includes('{') === false && ORACLE_ORDERS[order.by].read(limit, order.format) !== undefined;
  return what === 3 && isRead ? { [random.pick(['after', 'before'])]: limit } : {};
}

/**
 * Keys that match the rules, and one that matches no rule. Groups that are not in `moving` have few different texts, so
 * that keys share aliases.
 */
function chooseKeys(
  chosen: readonly CatalogueRule[],
  random: Random,
  count: number,
  fallsBack: boolean,
): readonly [string, ...string[]] {
  const keys = new Set<string>();
  const narrow = count <= 10;
  const fixed = new Map<string, string>();
  for (let i = 0; i < count; i++) {
    const { spec, pools, moving } = random.pick(chosen as readonly [CatalogueRule, ...CatalogueRule[]]);
    const text = (group: string): string => {
      const pool = pools[group] ?? ['?'];
      if (moving.includes(group) || !narrow || random.below(8) === 0) return random.pick(pool);
      const known = fixed.get(spec.name + group) ?? random.pick(pool);
      fixed.set(spec.name + group, known);
      return known;
    };
    keys.add(spec.pattern.map((part) => (typeof part === 'string' ? part : text(part.group))).join(''));
  }
  return ['strange/key', ...(fallsBack ? [FALLBACK] : []), ...keys];
}

/** Markers of some objects. Uploads and deletions of a marker withdraw and restore what it covers. */
function chooseMarkers(random: Random, keys: readonly string[], oracle: Oracle): readonly string[] {
  const markers = keys.flatMap((key) => [...oracle.claimsOf(key), ...oracle.partsOf(key)].map(({ marker }) => marker));
  const all = [...new Set(markers.filter((marker) => marker !== undefined))];
  return all.filter(() => random.below(Math.max(2, Math.floor(all.length / 4))) === 0);
}

/** Every alias of the keys under any of the rules. */
function aliasKeys(
  versions: readonly (readonly RuleSpec[])[],
  keys: readonly string[],
): readonly [string, ...string[]] {
  const aliases = versions.map(createOracle).flatMap(({ claimsOf }) => keys.flatMap(claimsOf));
  return ['no/alias', ...new Set(aliases.map(({ alias }) => alias))];
}

function operationMaker(
  random: Random,
  keys: readonly [string, ...string[]],
  aliases: readonly [string, ...string[]],
  style: keyof typeof MIXTURES,
): () => Operation {
  const make: Readonly<Record<Mixed, () => Operation>> = {
    upload: () => ({ do: 'upload', key: random.pick(keys), body: random.below(BODIES.length) }),
    copy: () => ({ do: 'copy', from: random.pick(keys), key: random.pick(keys) }),
    delete: () => ({ do: 'delete', key: random.pick(keys) }),
    'delete-version': () => ({ do: 'delete-version', key: random.pick(keys), nth: random.below(3) }),
    link: () => ({ do: 'link', key: random.pick([...aliases, random.pick(keys)]), target: random.pick(keys) }),
    pin: () => ({ do: 'pin', key: random.pick(aliases), target: random.pick(keys) }),
    unpin: () => ({ do: 'unpin', key: random.pick(aliases) }),
    prune: () => ({ do: 'prune' }),
    versioning: () => ({ do: 'versioning', status: random.pick(['Enabled', 'Enabled', 'Suspended']) }),
    'step-clock': () => ({ do: 'step-clock', by: random.pick([-7_200_000, -61_000, -2_000, 2_000, 3_600_000]) }),
    sweep: () => ({ do: 'sweep' }),
  };
  const atAlias = (): Operation => {
    const operation = random.pick(['upload', 'delete', 'delete', 'delete-version', 'copy', 'link'] as const);
    return { ...make[operation](), key: random.pick(aliases) } as Operation;
  };
  const { mixture, atAliases } = MIXTURES[style];
  return () => (atAliases > 0 && random.below(atAliases) === 0 ? atAlias() : make[random.pick(mixture)]());
}

/** The others are inserted later. */
type Mixed = Exclude<Operation['do'], 'deploy' | 'archive' | 'move-class' | 'restore' | 'wait'>;

type Mixture = readonly [Mixed, ...Mixed[]];

function mix(shares: Partial<Record<Mixed, number>>): Mixture {
  return Object.entries(shares).flatMap(([name, share]) =>
    Array<string>(share).fill(name),
  ) as readonly string[] as Mixture;
}

/** How often each operation happens. One in `atAliases` operations is by another program, at an alias key. */
const MIXTURES = {
  steady: { mixture: mix({ upload: 5, copy: 1, delete: 2 }), atAliases: 0 },
  racing: { mixture: mix({ upload: 30, delete: 5, pin: 1, unpin: 1 }), atAliases: 0 },
  stormy: {
    mixture: mix({
      upload: 9,
      copy: 2,
      delete: 6,
      'delete-version': 3,
      link: 1,
      pin: 1,
      unpin: 1,
      prune: 1,
      versioning: 1,
      'step-clock': 1,
      sweep: 1,
    }),
    atAliases: 12,
  },
  hostile: { mixture: mix({ upload: 4, delete: 1, sweep: 1, prune: 1 }), atAliases: 3 },
} as const satisfies Record<string, { readonly mixture: Mixture; readonly atAliases: number }>;

const STYLES = ['steady', 'racing', 'racing', 'racing', 'racing', 'stormy', 'stormy', 'hostile'] as const;

/** Creates faults of requests or events, at random distances. Some worlds have no faults. */
function faults<Kind extends Fault['kind']>(
  random: Random,
  of: Fault['of'],
  kinds: readonly Kind[],
  span: number,
): readonly Fault<Kind>[] {
  const distance = random.pick(DISTANCES[of]);
  const list: Fault<Kind>[] = [];
  if (distance === 0) return list;
  for (let at = random.below(distance); at < span; at += 1 + random.below(distance)) {
    list.push({ kind: random.pick(kinds as readonly [Kind, ...Kind[]]), of, at, times: random.pick([1, 1, 2, 3, 3]) });
  }
  return list;
}

const DISTANCES = { requests: [0, 0, 6, 16, 40, 120], writes: [0, 0, 3, 6, 12], events: [0, 0, 4, 12, 40] } as const;
