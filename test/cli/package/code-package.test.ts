import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeKey, isUploaded, packCode } from '../../../src/cli/package/code-package.ts';
import { type CliWorld, cliWorld } from '../cli-world.ts';

const DIRECTORY = { functionsDir: 'dist/functions' };

function rulesNamed(name: string): string {
  const rule = { name, match: { regex: '^x$' }, order: { by: 'uploaded' }, aliases: ['y'] };
  return JSON.stringify({ version: 1, rules: [rule] });
}

let world: CliWorld;
beforeAll(async () => {
  world = await cliWorld();
});
afterAll(() => world.close());

test('the same rules make the same key, and other rules another', () => {
  const [one, same, other] = ['a', 'a', 'b'].map(rulesNamed).map((rules) => packCode(DIRECTORY, rules));
  expect(one?.sha256).toBe(same?.sha256);
  expect(one?.sha256).not.toBe(other?.sha256);
});

test.each([
  [false, 'autoalias/0123456789ab.zip'],
  [true, '.autoalias/code/0123456789ab.zip'],
])('the key in the bucket of the aliases: %s', (isOwn, key) => {
  expect(codeKey({ sha256: '0123456789abcdef' }, isOwn)).toBe(key);
});

describe('isUploaded', () => {
  const code = packCode(DIRECTORY, rulesNamed('a'));
  const put = (key: string, body: Uint8Array) => world.store.send({ operation: 'PutObject', key, body });

  test('is true only for exactly this package', async () => {
    expect(await isUploaded(world.store, 'none.zip', code)).toBe(false);
    await put('code.zip', code.zip);
    expect(await isUploaded(world.store, 'code.zip', code)).toBe(true);
    const changed = Uint8Array.from(code.zip);
    changed[100] = (changed[100] ?? 0) ^ 1;
    await put('code.zip', changed);
    expect(await isUploaded(world.store, 'code.zip', code)).toBe(false);
    await world.store.send({ operation: 'PutSymlink', key: 'link.zip', target: 'code.zip' });
    expect(await isUploaded(world.store, 'link.zip', code)).toBe(false);
  });
});
