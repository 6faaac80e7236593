import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OUTPUT_SCHEMAS } from '../../../../src/cli/output/output-schemas.ts';
import { RELEASE_RULES, setKey, wholeRelease } from '../../../handlers/release-world.ts';
import { type CliWorld, cliWorld } from '../../cli-world.ts';

let world: CliWorld;
let rules: string;
beforeEach(async () => {
  world = await cliWorld();
  rules = world.file('sets.yaml', RELEASE_RULES);
});
afterEach(() => world.close());

function releases(...args: string[]) {
  return world.run('status', '--releases', '--rules', rules, ...args);
}

describe('status --releases', () => {
  test('prints one line for a group, and ends with 0 if it is right', async () => {
    await world.put(...wholeRelease('1.0.0', 'f', 'g'), setKey('1.1.0', 'f'));
    await world.run('sweep', '--rules', rules);
    const ran = await releases();
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    const [header, line, empty, counts] = ran.out.split('\n');
    expect(header?.split(/ {2,}/)).toEqual(['GROUP', 'STATE', 'RELEASE', 'FILES', 'WHY']);
    expect(line?.split(/ {2,}/)).toEqual([
      ...['sets/a/latest/{file}', 'right', 'a/1.0.0', '3 of 3'],
      'it is the greatest complete release; a/1.1.0 is greater, and it is not complete: there is no object sets/a/1.1.0/SUMS, no sets/a/1.1.0/*.sig',
    ]);
    expect(empty).toBe('');
    expect(counts).toMatch(/^8 objects, 1 group: 1 right; \d+ requests$/);
  });

  test('ends with 3 if a group is late', async () => {
    await world.put(...wholeRelease('1.0.0', 'f', 'g'));
    expect((await releases('--summary')).out).toMatch(/^4 objects, 1 group: 0 right, 1 stale; /);
    expect((await releases()).exitCode).toBe(3);
  });

  test('--strict ends with 3 if an object is not read', async () => {
    await world.put(...wholeRelease('1.0.0', 'f'), setKey('nightly', 'f'));
    await world.run('sweep', '--rules', rules);
    expect((await releases()).exitCode).toBe(0);
    const strict = await releases('--strict');
    expect(strict.exitCode).toBe(3);
    expect(strict.out).toContain(
      'not read: 1 object that rule set matches, for example\n  sets/a/nightly/f: "nightly" is',
    );
  });

  test('--json prints lines that the schema describes', async () => {
    await world.put(...wholeRelease('1.0.0', 'f'), setKey('nightly', 'f'), setKey('2.0.0', 'f'));
    const lines = (await releases('--json')).out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(OUTPUT_SCHEMAS.status.safeParse(line).error).toBeUndefined();
    expect(lines).toMatchObject([
      { group: 'sets/a/latest/{file}', release: 'a/1.0.0', next: { release: 'a/2.0.0' }, unread: { objects: 1 } },
      { total: { groups: 1, unread: { objects: 1 } } },
    ]);
  });

  test('names the rules that have no releases', async () => {
    const ran = await world.run('status', '--releases');
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    expect(ran.out).toContain('rule app has no releases; autoalias status lists the aliases of every rule\n');
  });
});
