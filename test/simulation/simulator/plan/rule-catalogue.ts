import type { RuleSpec } from './rule-spec.ts';

/** A rule for worlds, and the texts that its groups may hold. */
export interface CatalogueRule {
  readonly spec: Omit<RuleSpec, 'onDelete' | 'onConflict' | 'guard'>;
  /** The texts of each group. */
  readonly pools: Readonly<Record<string, readonly [string, ...string[]]>>;
  /** The groups in which keys with the same alias differ. */
  readonly moving: readonly string[];
  /** The name of a rule that must also be present. */
  readonly companion?: string;
}

/** Fallback objects of some rules. */
export const FALLBACK = 'strange/fallback';

const segment = '[^/]+';
const FILES = ['app.tgz', 'übung.zip', '𝄞.bin', 'a+b%2F.zip'] as const;

function range(count: number, text: (n: number) => string): [string, ...string[]] {
  return [text(0), ...Array.from({ length: count - 1 }, (_, i) => text(i + 1))];
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}

/** Odd texts first, then enough for worlds of hundreds of objects. */
const VERSIONS: readonly [string, ...string[]] = [
  '1.0.0',
  '1.0.0+a',
  '1.0.0+b',
  'v1.2.0',
  '1.10.0',
  '1.9.9',
  '2.0.0-rc.1',
  '2.0.0-rc.10',
  '2.0.0-alpha',
  '2.0.0',
  'nightly',
  '1.2',
  ...range(120, (n) => `${n % 3}.${n % 5}.${n}`),
];

/**
 * One rule of each order: with alias keys inside and outside their prefix, rules that share aliases, two rules whose
 * aliases are under each other's prefix, and a loop that only a key reveals.
 */
export const CATALOGUE: readonly [CatalogueRule, ...CatalogueRule[]] = [
  {
    spec: {
      name: 'app',
      prefix: 'releases/',
      pattern: [
        'releases/',
        { group: 'app', source: segment },
        '/',
        { group: 'version', source: segment },
        '/',
        { group: 'file', source: segment },
      ],
      // Versions that differ only in build metadata are compared as text, and the least wins.
      order: { by: 'semver', on: 'version', next: { by: 'lexical', on: 'version', desc: true } },
      aliases: [
        { key: 'releases/{app}/latest/{file}' },
        { key: 'releases/{app}/v{version.major}/{file}' },
        { key: 'releases/{app}/next/{file}', prereleases: true },
      ],
    },
    pools: { app: ['web', 'api', 'cli'], version: VERSIONS, file: FILES },
    moving: ['version'],
  },
  {
    spec: {
      name: 'build',
      prefix: 'builds/',
      pattern: ['builds/', { group: 'branch', source: segment }, '/', { group: 'n', source: '[0-9]+' }, '/out.zip'],
      order: { by: 'number', on: 'n' },
      aliases: [{ key: 'current/{branch}.zip' }],
    },
    pools: { branch: ['main', 'dev'], n: range(150, (n) => (n % 4 === 0 ? `00${n}` : `${n * 7919}`)) },
    moving: ['n'],
  },
  {
    spec: {
      name: 'image',
      prefix: 'img/',
      pattern: ['img/', { group: 'name', source: '[a-z]+' }, '-', { group: 'tag', source: segment }, '.png'],
      order: { by: 'natural', on: 'tag' },
      aliases: [{ key: 'img/{name}.png' }],
    },
    pools: {
      name: ['logo', 'icon'],
      tag: ['r9', 'r10', 'r10b', '9', '10', 'é2', ...range(90, (n) => `r${n}x${n % 7}`)],
    },
    moving: ['tag'],
  },
  {
    spec: {
      name: 'data',
      prefix: 'data/',
      pattern: ['data/dt=', { group: 'day', source: '[0-9-]+' }, '/part.parquet'],
      order: { by: 'date', on: 'day' },
      aliases: [{ key: 'data/current/part.parquet' }, { key: 'data/y{day.year}/part.parquet' }],
    },
    pools: {
      day: [
        '2026-02-30',
        '2026-02-28',
        '2026-1',
        '2026-1-9',
        '2026-1-9-1',
        ...range(100, (n) => `20${25 + (n % 2)}-${pad(1 + (n % 12))}-${pad(1 + (n % 28))}`),
      ],
    },
    moving: ['day'],
  },
  {
    spec: {
      name: 'report',
      prefix: 'reports/',
      pattern: ['reports/', { group: 'y', source: '[0-9]{4}' }, '/', { group: 'm', source: '[0-9]{2}' }, '.pdf'],
      order: { by: 'date', on: '{y}-{m}', format: 'YYYY-MM' },
      aliases: [{ key: 'reports/newest.pdf' }, { key: 'reports/{y}/newest.pdf' }],
    },
    pools: { y: ['2025', '2026', '0099'], m: ['01', '02', '11', '12', '13', '00'] },
    moving: ['y', 'm'],
  },
  {
    spec: {
      name: 'docs',
      prefix: 'docs/',
      pattern: ['docs/', { group: 'rel', source: 'r[0-9a-f]+' }, '/', { group: 'page', source: segment }],
      order: { by: 'lexical', on: 'rel', desc: true },
      aliases: [{ key: 'docs/now/{page}' }],
    },
    pools: { rel: range(80, (n) => `r${(n * 37).toString(16)}`), page: ['index.html', 'b'] },
    moving: ['rel'],
  },
  {
    spec: {
      name: 'nightly',
      prefix: 'nightly/',
      pattern: ['nightly/', { group: 'file', source: '[^/]+' }, '.iso'],
      order: { by: 'uploaded' },
      aliases: [{ key: 'nightly-latest' }],
    },
    pools: { file: range(60, (n) => `n${n}`) },
    moving: ['file'],
  },
  {
    // Aliases that move together. SUMS completes a release, and has aliases itself.
    spec: {
      name: 'set',
      prefix: 'sets/',
      pattern: [
        'sets/',
        { group: 'app', source: segment },
        '/',
        { group: 'version', source: segment },
        '/',
        { group: 'file', source: segment },
      ],
      order: { by: 'semver', on: 'version' },
      release: { of: '{app}/{version}', complete: ['sets/{app}/{version}/SUMS'] },
      aliases: [
        { key: 'sets/{app}/latest/{file}' },
        { key: 'now-{app}/{file}' },
        { key: 'sets/{app}/v{version.major}/{file}', prereleases: true },
      ],
    },
    pools: {
      app: ['web', 'api'],
      version: ['1.0.0', '1.1.0', '2.0.0-rc.1', '1.0.0+b', 'draft', '2.0.0'],
      file: ['SUMS', 'SUMS', 'a', 'b.tgz', '𝄞'],
    },
    moving: ['version', 'file'],
  },
  {
    // A release is complete once two files exist. One of them is not a candidate.
    spec: {
      name: 'model',
      prefix: 'models/',
      pattern: ['models/', { group: 'run', source: 'r[0-9]+' }, '/', { group: 'part', source: '[a-z.]+' }],
      order: { by: 'natural', on: 'run' },
      release: { of: '{run}', complete: ['models/{run}/*.bin', 'models/{run}/_OK'] },
      aliases: [{ key: 'models/best/{part}' }, { key: 'best-{part}' }],
    },
    pools: { run: ['r1', 'r2', 'r10'], part: ['_OK', '_OK', 'w.bin', 'v.bin', 'conf'] },
    moving: ['run', 'part'],
  },
  {
    // Shares alias keys with `build` (the first of the two owns `current/...zip`), and its aliases for zone b… are
    // candidates of `parcel`, which only the key shows.
    spec: {
      name: 'zone',
      prefix: 'zones/',
      pattern: ['zones/', { group: 'zone', source: '[a-z]+[0-9]*' }, '/', { group: 'n', source: '[0-9]+' }],
      order: { by: 'number', on: 'n' },
      aliases: [{ key: 'parcels/{zone}/x' }, { key: 'current/{zone}.zip' }],
    },
    pools: { zone: ['main', 'b7', 'dev'], n: range(60, (n) => `${n}`) },
    moving: ['n'],
  },
  {
    spec: {
      name: 'parcel',
      prefix: 'parcels/',
      pattern: ['parcels/', { group: 'p', source: 'b[0-9]+' }, '/', { group: 'file', source: segment }],
      order: { by: 'natural', on: 'p' },
      aliases: [{ key: 'parcel-{file}' }],
    },
    pools: { p: range(40, (n) => `b${n}`), file: ['x', 'y'] },
    moving: ['p'],
  },
  ...(['left', 'right'] as const).map((side): CatalogueRule => {
    const other = side === 'left' ? 'right' : 'left';
    return {
      spec: {
        name: side,
        prefix: `ring/${side}/`,
        pattern: [`ring/${side}/`, { group: 'x', source: '[a-z]+' }, '/', { group: 'n', source: '[0-9]+' }],
        order: { by: 'number', on: 'n' },
        aliases: [{ key: `ring/${other}/top-{x}` }, { key: `ring/${other}/{x}/top` }],
      },
      pools: { x: ['a', 'b'], n: range(60, (n) => `${n}`) },
      moving: ['n'],
      companion: other,
    };
  }),
];
