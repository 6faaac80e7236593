import { describe, expect, test } from 'vitest';
import { countChanges } from '../../../../src/cli/dev/activity/count-changes.ts';
import { sweep } from '../../../../src/handlers/walk/sweep.ts';
import { parseRules } from '../../../../src/rules/file/parse-rules.ts';
import { createMemoryStore } from '../../../../src/stores/memory/memory-store.ts';

function rules(aliases: readonly string[], more: object = {}) {
  const match = { prefix: 'a/', regex: '^a/(?<version>[^/]+)/(?<file>[^/]+)$' };
  const rule = { name: 'r', match, order: { by: 'semver', on: 'version' }, aliases, ...more };
  return parseRules(JSON.stringify({ version: 1, rules: [rule] }), 'rules.yaml');
}

const OWN = rules(['a/latest/{file}', 'a/v{version.major}/{file}']);

/** Where the rules above were in force: the aliases latest, v1 and v2. */
async function bucket(aliases = OWN) {
  const store = createMemoryStore();
  for (const key of ['a/1.0.0/f', 'a/2.0.0/f'])
    await store.send({ operation: 'PutObject', key, body: Buffer.from(key) });
  await sweep({ store, ruleSet: aliases, log: () => {}, now: Date.now }, { kind: 'sweep' });
  return store;
}

describe('countChanges', () => {
  test.each([
    ['the same rules', OWN, '3 aliases that stay'],
    [
      'one alias more',
      rules(['a/latest/{file}', 'a/v{version.major}/{file}', 'newest/{file}']),
      '1 alias to create, 3 that stay',
    ],
    [
      'another name for two',
      rules(['a/latest/{file}', 'a/m{version.major}/{file}']),
      '2 aliases to create, 1 that stays, 2 that no rule defines any more (autoalias prune lists them)',
    ],
    [
      'other winners',
      rules(['a/latest/{file}', 'a/v{version.major}/{file}'], { before: '2.0.0' }),
      '1 alias to move, 1 to write again with the same target, 1 to remove',
    ],
    [
      'none of them',
      rules(['z/{file}'], { before: '0.1.0' }),
      '3 aliases that no rule defines any more (autoalias prune lists them)',
    ],
  ])('%s', async (_, changed, expected) => {
    expect(await countChanges(await bucket(), changed)).toBe(expected);
  });

  test('a real object at an alias', async () => {
    const store = await bucket();
    await store.send({ operation: 'PutObject', key: 'taken/f', body: Buffer.from('x') });
    expect(await countChanges(store, rules(['taken/{file}']))).toContain(
      '1 alias refused, since a real object has the key',
    );
  });

  test('an empty bucket', async () => {
    expect(await countChanges(createMemoryStore(), OWN)).toBe('no alias yet');
  });
});
