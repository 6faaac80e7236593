import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { parse } from '../syntax-tree.ts';
import { oldestNode, oldestNodeBinary } from './oldest-node.ts';

/**
 * Every name that the package exports. A name that goes or changes breaks programs of its users, so a change here is a
 * decision about the version number.
 */
const EXPORTS = {
  '.': {
    values: ['AutoaliasError', 'applyChanges', 'createHost', 'handleHttp', 'handleObjectEvents', 'handleTimer'],
    types: [
      'AliasAction',
      'AliasReport',
      'AppliedChanges',
      'ApplyChangesOptions',
      'ErrorCode',
      'Host',
      'HostOptions',
      'HttpResult',
      'LogEntry',
      'ObjectChange',
      'RejectionKind',
      'ObjectEventsResult',
      'SkippedKey',
      'SweepReport',
    ],
  },
  './rules': {
    values: ['AutoaliasError', 'RulesInvalid', 'explainKey', 'matchKey', 'parseRules'],
    types: [
      'AliasExplanation',
      'AliasRecord',
      'AliasState',
      'AliasTemplate',
      'ErrorCode',
      'ExplainKeyOptions',
      'KeyExplanation',
      'KeyMatch',
      'MatchedAlias',
      'Orphan',
      'ParseRulesOptions',
      'PlannedChange',
      'Rejection',
      'RejectionKind',
      'ReleaseExplanation',
      'RuleExplanation',
      'RuleSet',
      'RuleSummary',
      'RulesProblem',
      'SkippedTemplate',
    ],
  },
  './store': {
    values: ['AutoaliasError', 'StoreError', 'createBosStore', 'createOssStore'],
    types: [
      'BosChoices',
      'BosStoreOptions',
      'ContentHeaders',
      'Credentials',
      'DeletedObject',
      'DeletedObjects',
      'DeleteObject',
      'DeleteObjects',
      'DeleteObjectTagging',
      'ErrorCode',
      'GetBucketVersioning',
      'GetObject',
      'GetObjectTagging',
      'GetSymlink',
      'HeadObject',
      'ListObjectVersions',
      'ListObjects',
      'ListedObject',
      'ListedVersion',
      'NotFound',
      'ObjectAcl',
      'ObjectBody',
      'ObjectFound',
      'ObjectsPage',
      'ObjectText',
      'OssStoreOptions',
      'PutObject',
      'PutObjectTagging',
      'PutSymlink',
      'ResponseByOperation',
      'ResponseTo',
      'StorageClass',
      'Store',
      'StoreCapabilities',
      'StoreErrorDetails',
      'StoreRequest',
      'StoreResponse',
      'SymlinkFound',
      'VersionsPage',
    ],
  },
  './testing': {
    values: ['AutoaliasError', 'createMemoryStore', 'startBos', 'startOss'],
    types: [
      'BosChange',
      'BosRequestLog',
      'BucketChange',
      'Credentials',
      'EmbeddedBos',
      'EmbeddedOss',
      'ErrorCode',
      'MemoryStoreOptions',
      'OssRequestLog',
      'StartBosOptions',
      'StartOssOptions',
      'Store',
    ],
  },
  './function': {
    values: ['AutoaliasError', 'createHttpHandler', 'createObjectEventsHandler', 'createTimerHandler'],
    types: ['ErrorCode', 'FunctionHandler', 'HostOptions', 'HttpResult', 'ObjectEventsResult', 'SweepReport'],
  },
};

const entry = z.strictObject({ types: z.string(), default: z.string() });
const packageJson = z
  .object({
    exports: z.record(z.string(), z.union([z.string(), entry])),
    dependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

const entries = Object.entries(packageJson.exports).flatMap(([name, files]) =>
  typeof files === 'string' ? [] : [{ name, ...files }],
);

/** The names in the export statement that ends a file of types. */
function exportedNames(file: string): string[] {
  const [, list = ''] = /^export \{([^}]*)\};\s*$/m.exec(readFileSync(file, 'utf8')) ?? [];
  return list.split(',').flatMap((item) => /(\w+)\s*$/.exec(item)?.[1] ?? []);
}

const builtFiles = (ending: string): readonly string[] =>
  readdirSync('dist/lib', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `dist/lib/${name}`);

/** Packages that the built files import. */
const importedPackages = (): readonly string[] => [
  ...new Set(builtFiles('.mjs').flatMap((file) => importsOf(file).flatMap((name) => PACKAGE.exec(name)?.[0] ?? []))),
];
const PACKAGE = /^(?:@[^/]+\/)?[^./@][^/]*/;

/** The names of the modules that a built file imports, statically and dynamically. */
const importsOf = (path: string): readonly string[] => {
  const text = readFileSync(path, 'utf8');
  const { staticImports, staticExports, dynamicImports } = parse({ path, text }).module;
  return [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries: all }) => all.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])),
    // An import of an expression loads a file that the expression names, not a package.
    ...dynamicImports.flatMap(
      ({ moduleRequest: { start, end } }) => /^"(.*)"$/.exec(text.slice(start, end))?.[1] ?? [],
    ),
  ];
};

/** Declarations in a file of types that have no documentation comment. */
const undocumented = (file: string): readonly string[] => {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, i) => {
    const name = /^(?:declare )?(?:function|class|interface|type|const) (\w+)/.exec(line)?.[1];
    return name === undefined || lines[i - 1]?.endsWith('*/') ? [] : [name];
  });
};

test.each(builtFiles('.d.mts'))('%s documents every declaration', (file) => {
  expect(readFileSync(file, 'utf8')).toMatch(/^(?:declare )?(?:function|class|interface|type) \w+/m);
  expect(undocumented(file)).toEqual([]);
});

test('its dependencies are the packages that the entries import', () => {
  const imported = importedPackages().filter((name) => !name.startsWith('node:'));
  expect(imported.toSorted()).toEqual(Object.keys(packageJson.dependencies).toSorted());
});

test('the package has these entries, and its package.json', () => {
  expect(Object.keys(packageJson.exports)).toEqual([...Object.keys(EXPORTS), './package.json']);
});

test(`the entries load on Node ${oldestNode}, and the embedded store starts`, () => {
  const urls = entries.map((one) => pathToFileURL(resolve(one.default)).href);
  const script = `
    const [, , , { startOss }] = await Promise.all(${JSON.stringify(urls)}.map((url) => import(url)));
    const oss = await startOss();
    const { status } = await fetch(oss.endpoint);
    await oss.close();
    console.log(process.versions.node, status);`;
  const options = { encoding: 'utf8', env: { PATH: process.env.PATH } } as const;
  expect(execFileSync(oldestNodeBinary(), ['--input-type=module', '--eval', script], options)).toBe(
    `${oldestNode} 403\n`,
  );
}, 300_000);

describe.each(Object.entries(EXPORTS))('the entry %s', (name, { values, types }) => {
  const files = entries.find((one) => one.name === name) ?? { types: '', default: '' };

  test('exports these values', async () => {
    const module: object = await import(/* @vite-ignore */ `../../../${files.default}`);
    expect(Object.keys(module).toSorted()).toEqual(values);
  });

  test('exports these types, and the types of its values', () => {
    expect(exportedNames(files.types).toSorted()).toEqual([...values, ...types].toSorted());
  });
});
