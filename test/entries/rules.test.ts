import { describe, expect, test } from 'vitest';
import { explainKey, matchKey, parseRules, RulesInvalid } from '../../src/entries/rules.ts';
import { createMemoryStore } from '../../src/entries/testing.ts';
import { APP_RULES, fileOf, LATEST } from './app-rules.ts';

const rules = parseRules(APP_RULES);

describe('parseRules', () => {
  test('returns what the file says, as plain data', () => {
    expect(JSON.parse(JSON.stringify(rules))).toEqual({
      file: 'autoalias.yaml',
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      rules: [
        {
          name: 'app',
          prefix: 'releases/',
          regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$',
          order: 'semver',
          aliases: [
            { key: 'releases/{app}/latest/{file}', prereleases: false, protected: false },
            { key: 'releases/{app}/v{version.major}/{file}', prereleases: false, protected: false },
            { key: 'releases/{app}/next/{file}', prereleases: true, protected: false },
          ],
        },
      ],
    });
  });

  test.each([
    [{}, 'autoalias.yaml:2:'],
    [{ file: 'my.yaml' }, 'my.yaml:2:'],
  ])('with %j throws all problems, with their places', (options, start) => {
    const parse = () => parseRules('version: 1\nrules: [{ name: a }]\n', options);
    expect(parse).toThrow(RulesInvalid);
    expect(parse).toThrow(start);
    expect(parse).toThrow(expect.objectContaining({ code: 'rules-invalid', problems: expect.any(Array) }));
  });

  test('gives equal digests to equal texts only', () => {
    expect(parseRules(APP_RULES, { file: 'other.yaml' }).digest).toBe(rules.digest);
    expect(parseRules(`${APP_RULES}# a comment\n`).digest).not.toBe(rules.digest);
  });
});

describe('matchKey', () => {
  test.each([
    [fileOf('1.10.0'), ['releases/app/latest/app.tgz', 'releases/app/v1/app.tgz', 'releases/app/next/app.tgz'], 0],
    [fileOf('2.0.0-rc.1'), ['releases/app/next/app.tgz'], 2],
    [fileOf('nightly'), [], 3],
    ['docs/index.html', [], 0],
    [LATEST, [], 3],
  ])('%s is a candidate of %j, and %i templates skip it', (key, aliases, skipped) => {
    const found = matchKey(rules, key);
    expect(found.aliases.map(({ alias }) => alias)).toEqual(aliases);
    expect(found.skipped).toHaveLength(skipped);
    expect(found.skipped.every(({ why }) => why !== '')).toBe(true);
  });

  test('returns plain data', () => {
    expect(matchKey(rules, fileOf('1.10.0')).aliases[1]).toEqual({
      rule: 'app',
      template: 'releases/{app}/v{version.major}/{file}',
      alias: 'releases/app/v1/app.tgz',
      groups: { app: 'app', version: '1.10.0', file: 'app.tgz' },
      order: '1.10.0',
    });
  });
});

describe('explainKey', () => {
  const storeWith = async (...keys: readonly string[]) => {
    const store = createMemoryStore();
    for (const key of keys) await store.send({ operation: 'PutObject', key, body: Buffer.from(key) });
    return store;
  };

  test('shows the candidates of each alias, and its target', async () => {
    const store = await storeWith(fileOf('1.9.0'), fileOf('1.10.0'));
    const { exists, rules: explained } = await explainKey({ store, rules, key: fileOf('1.9.0') });
    expect(exists).toBe('object');
    expect(explained[0]?.aliases[0]).toMatchObject({
      alias: LATEST,
      state: 'missing',
      change: 'point',
      winner: fileOf('1.10.0'),
      candidates: 2,
    });
  });

  test.each([
    ['', 'it is empty'],
    ['/releases/app', 'no key begins with / or \\'],
    ['a'.repeat(1024), 'it is longer than 1023 bytes'],
    ['a\ud800', 'half of a surrogate pair'],
  ])('refuses the key %j', async (key, why) => {
    const store = createMemoryStore();
    await expect(explainKey({ store, rules, key })).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(why),
    });
  });
});

test.each([
  ['a copy', { ...rules }],
  ['an object of another origin', { file: '', digest: '', rules: [] }],
])('%s of a rule set is refused', (_, copy) => {
  expect(() => matchKey(copy, 'a')).toThrow(
    expect.objectContaining({ code: 'usage', message: expect.stringContaining('parseRules') }),
  );
});
