import { expect, test } from 'vitest';
import { aliasTask } from '../../../src/aliases/model/task.ts';
import { listAlias, listUnreadOfGroup } from '../../../src/handlers/look/list-item.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import { handlerWorld } from '../handler-world.ts';

function countRequests() {
  const counted = { requests: 0, onRequest: () => {} };
  counted.onRequest = () => {
    counted.requests++;
  };
  return counted;
}

const UNLISTED = { listed: undefined, unread: [], resumeAfter: undefined };

test('an alias is listed with its winner and its unread objects', async () => {
  const world = handlerWorld();
  await world.put('releases/a/1.0.0/f', 'releases/a/nightly/f', 'releases/a/nightly/g', 'releases/b/nightly/f');
  const task = aliasTask(world.context.ruleSet, 'releases/a/latest/f', { kind: 'sweep' }, 0, OSS_CAPABILITIES);
  if (task === undefined) throw new TypeError('the rules define the alias');
  const counted = countRequests();
  const of = { ...UNLISTED, ...task, kind: 'alias' as const, isBareLink: false };
  const { item, unread } = await listAlias(world.context, of, counted.onRequest);
  expect(item.listed?.winner?.key).toBe('releases/a/1.0.0/f');
  expect(unread).toMatchObject([
    { alias: 'releases/a/latest/f', unread: { objects: 1, examples: [{ key: 'releases/a/nightly/f' }] } },
  ]);
  expect(counted.requests).toBe(1);
});

test('the list is empty for an alias without unread objects', async () => {
  const world = handlerWorld();
  await world.put('releases/a/1.0.0/f', 'releases/a/nightly/g');
  const task = aliasTask(world.context.ruleSet, 'releases/a/latest/f', { kind: 'sweep' }, 0, OSS_CAPABILITIES);
  if (task === undefined) throw new TypeError('the rules define the alias');
  const of = { ...UNLISTED, ...task, kind: 'alias' as const, isBareLink: false };
  expect((await listAlias(world.context, of, () => {})).unread).toEqual([]);
});

test('a group is listed with the unread objects of each alias', async () => {
  const world = handlerWorld({
    rules: `version: 1
rules:
  - name: set
    match: { prefix: s/, regex: '^s/(?<day>[^/]+)/(?<file>[^/]+)$' }
    order: { by: date, on: day }
    release: { of: '{day}', complete: ['s/{day}/DONE'] }
    aliases: ['s/current/{file}']
`,
  });
  await world.put('s/2026-11-20/f', 's/soon/f', 's/soon/g', 's/later/f');
  const { ruleSet } = world.context;
  const task = aliasTask(ruleSet, 's/current/f', { kind: 'sweep' }, 0, OSS_CAPABILITIES);
  const group = task?.template.grouping?.groupOfAlias('s/current/f');
  if (task === undefined || group === undefined) throw new TypeError('the rules define the alias');
  const counted = countRequests();
  const of = { ...UNLISTED, ...task, ruleSet, group, releases: undefined, kind: 'release' as const };
  const { unread } = await listUnreadOfGroup(world.context, of, counted.onRequest);
  expect(unread.map((one) => [one.alias, one.unread.objects])).toEqual([
    ['s/current/f', 2],
    ['s/current/g', 1],
  ]);
  expect(counted.requests).toBe(1);
});
