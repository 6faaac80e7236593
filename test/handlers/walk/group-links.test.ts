import { expect, test } from 'vitest';
import { groupLinks } from '../../../src/handlers/walk/group-links.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { createWalkProgress, walkAliases } from '../../../src/handlers/walk/walk-aliases.ts';
import { handlerWorld } from '../handler-world.ts';
import { PARTITION_RULES } from '../release-world.ts';

const RULES = `${PARTITION_RULES}
  - name: alone
    match: { key: 'alone/{name}/dt={dt}/{file}' }
    order: { by: date, on: dt }
    aliases: ['alone/{name}/current/{file}']
`;

test.each<[string, readonly string[]]>([
  ['tables/a/current/', ['release tables/a/current/{file}']],
  ['tables/a/current/part', ['release tables/a/current/{file}']],
  // The walk lists the candidates too, so it yields the group with them.
  ['tables/a/', ['alias tables/a/current/_SUCCESS', 'alias tables/a/current/part', 'release tables/a/current/{file}']],
  ['alone/x/current/', ['alias alone/x/current/part']],
  ['tables/b/current/', []],
])('a walk of %s yields %j', async (prefix, expected) => {
  const { context, put } = handlerWorld({ rules: RULES });
  await put('tables/a/dt=2026-11-20/part', 'tables/a/dt=2026-11-20/_SUCCESS', 'alone/x/dt=2026-11-20/part');
  await sweep(context, { kind: 'sweep' });
  const found: string[] = [];
  for await (const item of groupLinks(walkAliases(context, { prefix }, createWalkProgress()), context.ruleSet)) {
    if (item.kind === 'release') found.push(`release ${item.group.name}`);
    if (item.kind === 'alias') found.push(`alias ${item.alias}`);
  }
  expect(found).toEqual(expected);
});
