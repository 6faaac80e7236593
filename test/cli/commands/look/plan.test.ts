import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RULES } from '../../../handlers/handler-world.ts';
import { type CliWorld, cliWorld } from '../../cli-world.ts';

let world: CliWorld;
beforeEach(async () => {
  world = await cliWorld();
});
afterEach(() => world.close());

function key(version: string) {
  return `releases/app/${version}/app.tgz`;
}

function lines(text: string): unknown[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('plan', () => {
  test('says what would change and why, ends with 3, and changes nothing', async () => {
    await world.put(key('1.9.0'), key('2.0.0'));
    await world.run('sweep');
    await world.put(key('1.10.0'), key('3.0.0'));
    const ran = await world.run('plan');
    expect(ran).toMatchObject({ exitCode: 3, err: '' });
    const [header, ...rows] = ran.out.split('\n');
    expect(header).toMatch(/^ALIAS +WHAT +FROM +TO +WHY$/);
    expect(rows.slice(0, -3).map((row) => row.split(/ {2,}/))).toEqual([
      [key('latest'), 'point', key('2.0.0'), key('3.0.0'), 'the greatest candidate'],
      [key('v1'), 'point', key('1.9.0'), key('1.10.0'), 'the greatest candidate'],
      [key('v3'), 'point', '-', key('3.0.0'), 'there is no alias yet; the greatest candidate'],
    ]);
    expect(rows.at(-2)).toMatch(/^7 objects, 4 aliases: 3 to point; 1 as the rules say; \d+ requests$/);
    expect(await world.target(key('latest'))).toBe(key('2.0.0'));
    expect(await world.target(key('v3'))).toBeUndefined();
  });

  test('what apply --all does is what was planned, and then nothing is left to do', async () => {
    await world.put(key('1.9.0'), key('1.10.0'));
    const planned = lines((await world.run('plan', '--json')).out).slice(0, -1);
    const done = lines((await world.run('apply', '--all', '--json')).out).slice(0, -1);
    const told = (one: unknown) => expect.objectContaining(one as object);
    expect(planned).toHaveLength(2);
    expect(done).toEqual(
      planned.map((one) => {
        const { alias, from, to } = one as { alias: string; from: string | null; to: string | null };
        return told({ alias, from, to, action: 'pointed' });
      }),
    );
    const after = await world.run('plan');
    expect(after).toMatchObject({ exitCode: 0, err: '' });
    expect(after.out).toMatch(/^4 objects, 2 aliases: nothing to do; 2 as the rules say; \d+ requests\n$/);
  });

  test('with --json a line each and the total; a real object in the way is a difference, too', async () => {
    await world.put(key('1.0.0'), key('latest'));
    const ran = await world.run('plan', '--json');
    expect(ran.exitCode).toBe(3);
    expect(lines(ran.out)).toMatchObject([
      { alias: key('latest'), state: 'foreign', action: 'refused', planned: true, from: null, to: key('1.0.0') },
      { alias: key('v1'), state: 'missing', action: 'pointed' },
      { total: { objects: 2, aliases: 2, actions: { unchanged: 0, pointed: 1, removed: 0, refused: 1, failed: 0 } } },
    ]);
  });

  test('ends with what a change of rules leaves behind, and how to delete it', async () => {
    await world.put(...['a', 'b', 'c', 'd', 'e', 'f'].map((app) => `releases/${app}/1.0.0/app.tgz`));
    await world.run('apply', '--all');
    const changed = world.file('changed.yaml', RULES.replace(/, 'releases\/\{app\}\/v.*'\]/, ']'));
    const ran = await world.run('plan', '--rules', changed);
    expect(ran).toMatchObject({ exitCode: 0, err: '' });
    const named = ['a', 'b', 'c', 'd', 'e'].map((app) => `releases/${app}/v1/app.tgz`).join(', ');
    expect(ran.out).toMatch(/^18 objects, 6 aliases: nothing to do; /);
    expect(ran.out).toContain(
      `\n6 aliases that no rule defines any more: ${named} and 1 more; "autoalias prune" lists them all, and deletes them with --yes\n`,
    );
    const total = lines((await world.run('plan', '--rules', changed, '--json', '--summary')).out);
    expect(total).toMatchObject([{ total: { orphaned: 6, orphans: named.split(', ') } }]);
  });

  test.each([
    [key('latest'), 1],
    ['releases/app/', 2],
    [key('1.0.0'), 2],
    ['releases/other/', 0],
  ])('of %s alone: %i', async (of, count) => {
    await world.put(key('1.0.0'));
    const ran = await world.run('plan', of, '--json');
    expect(lines(ran.out)).toHaveLength(count + 1);
    expect(ran.exitCode).toBe(count > 0 ? 3 : 0);
  });

  test('fails with a message where nothing listens', async () => {
    await world.stop();
    const ran = await world.run('plan');
    expect(ran).toMatchObject({ exitCode: 1, out: '' });
    expect(ran.err).toMatch(/^autoalias: ListObjects in bucket demo, sent 3 times: no answer from /);
  });

  test.each(['0', '257', 'many'])('--concurrency %s is wrong use', async (n) => {
    expect(await world.run('plan', '--concurrency', n)).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('Write a whole number from 1 to 256.'),
    });
  });
});
