import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';

const entry = z.looseObject({
  version: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  link: z.boolean().default(false),
  inBundle: z.boolean().default(false),
});

/** The entries of a lockfile that npm fetches: not the project itself, links, or packages inside another package. */
function fetched(lockfile: unknown) {
  return Object.entries(z.looseObject({ packages: z.record(z.string(), entry) }).parse(lockfile).packages).filter(
    ([path, { link, inBundle }]) => path !== '' && !link && !inBundle,
  );
}

/**
 * Entries without a hash that npm could verify. npm leaves it out for packages of other platforms that it did not
 * fetch; `npm view <name>@<version> dist.integrity` prints the value.
 */
function unverified(lockfile: unknown): readonly string[] {
  return fetched(lockfile).flatMap(([path, { integrity }]) =>
    /^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? '') ? [] : [path],
  );
}

/** Entries that name a registry. Another machine may use another mirror. */
function named(lockfile: unknown): readonly string[] {
  return fetched(lockfile).flatMap(([path, { resolved }]) => (resolved === undefined ? [] : [path]));
}

const lockfile: unknown = JSON.parse(readFileSync('package-lock.json', 'utf8'));

test('every package that is fetched is verified', () => {
  expect(fetched(lockfile).length).toBeGreaterThan(200);
  expect(unverified(lockfile)).toEqual([]);
});

test('no package names a registry', () => {
  expect(named(lockfile)).toEqual([]);
});

test('the checks find bad entries', () => {
  const integrity = `sha512-${'A'.repeat(86)}==`;
  const packages = {
    '': { version: '1.0.0' },
    'node_modules/sound': { version: '1.0.0', integrity },
    'node_modules/none': { version: '1.0.0', optional: true },
    'node_modules/weak': { version: '1.0.0', integrity: 'sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=' },
    'node_modules/bundled': { version: '1.0.0', inBundle: true },
    'node_modules/linked': { link: true },
    'node_modules/named': { version: '1.0.0', integrity, resolved: 'https://registry.example/named.tgz' },
  };
  expect(unverified({ packages })).toEqual(['node_modules/none', 'node_modules/weak']);
  expect(named({ packages })).toEqual(['node_modules/named']);
});
