import { describe, expect, test } from 'vitest';
import { aliasTask, releaseTask } from '../../../src/aliases/model/task.ts';
import { listRelease, releaseListing } from '../../../src/aliases/release/list-release.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { createReleaseSurvey } from '../../../src/rules/match/release-survey.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import { type ReleaseWorld, releaseWorld } from '../release-world.ts';

function link(world: ReleaseWorld, key: string) {
  return world.store.send({ operation: 'PutSymlink', key, target: 'r/elsewhere' });
}

async function seen(world: ReleaseWorld) {
  const { choice, aliases } = await world.run(listRelease(world.task()));
  return [choice.chosen?.name, ...[...aliases].sort()];
}

describe('what is seen of a group', () => {
  test('its release, the aliases to come, and the links that there are', async () => {
    const world = releaseWorld('Enabled');
    await world.put('1.0.0/x', '1.0.0/DONE', '2.0.0/y', '0.9.0/z');
    for (const key of ['r/latest/old', 'r/latest/x', 'r/other/x', 'latest/x']) await link(world, key);
    // A real object is not one of its links.
    await world.put('latest/real');
    expect(await seen(world)).toEqual(['1.0.0', 'r/latest/DONE', 'r/latest/old', 'r/latest/x']);
    expect(world.cost).toEqual({ requests: 1, roundTrips: 1 });
  });

  test('no release, and no link', async () => {
    const world = releaseWorld('Enabled');
    await world.put('1.0.0/x', '2.0.0/y');
    expect(await seen(world)).toEqual([undefined]);
  });

  test('links under another prefix are listed too', async () => {
    const world = releaseWorld('Enabled', '', { alias: 'newest/of/{file}' });
    await world.put('1.0.0/x', '1.0.0/DONE');
    for (const key of ['newest/of/old', 'newest/off', 'newest/of/a/b', 'r/newest/of/x']) await link(world, key);
    expect(await seen(world)).toEqual(['1.0.0', 'newest/of/DONE', 'newest/of/old', 'newest/of/x']);
    expect(world.cost.requests).toBe(2);
  });

  test('links on both sides of the prefix', async () => {
    const world = releaseWorld('Enabled', '', { alias: '{file}-latest' });
    await world.put('1.0.0/x', '1.0.0/DONE');
    for (const key of ['a-latest', 'z-latest', 'latest']) await link(world, key);
    expect(await seen(world)).toEqual(['1.0.0', 'DONE-latest', 'a-latest', 'x-latest', 'z-latest']);
  });

  test('more than one page', async () => {
    const world = releaseWorld('Enabled');
    const many = Array.from({ length: 1200 }, (_, i) => `1.0.0/${i}`);
    await world.put(...many, '1.0.0/DONE');
    expect(await seen(world)).toHaveLength(1 + 1201);
    expect(world.cost.requests).toBe(2);
  });
});

describe('aliases that are not its own to write', () => {
  const ruleSet = parseRules(
    `version: 1
rules:
  - name: plain
    match: { regex: '^plain/(?<n>[0-9]+)$' }
    order: { by: number, on: n }
    aliases: ['r/latest/x']
  - name: one
    match: { prefix: r/, regex: '^r/(?<version>[0-9][^/]*)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    release: { of: '{version}', complete: ['r/{version}/x'] }
    aliases: ['r/latest/{file}']
`,
    'test.yaml',
  );
  const member = aliasTask(ruleSet, 'r/latest/y', { kind: 'sweep' }, 0, OSS_CAPABILITIES);
  const task = member && releaseTask(ruleSet, member);
  if (task === undefined) throw new TypeError('the rule defines it');

  test('belong to the first rule in the file', () => {
    const survey = createReleaseSurvey(task.rule, task.template, task.group.name);
    for (const file of ['x', 'y']) survey.add({ key: `r/1.0.0/${file}`, lastModified: 0, etag: 'E', type: 'Normal' });
    const { aliases, choice } = releaseListing(task, survey.choose(0), ['r/latest/x', 'r/latest/z']);
    // It is a file of the release all the same.
    expect([...(choice.chosen?.members.keys() ?? [])]).toEqual(['r/latest/x', 'r/latest/y']);
    expect(aliases).toEqual(['r/latest/y', 'r/latest/z']);
  });
});
