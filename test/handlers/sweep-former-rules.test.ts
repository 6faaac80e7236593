import { expect, test } from 'vitest';
import { aliasTask } from '../../src/aliases/model/task.ts';
import { sweep } from '../../src/handlers/walk/sweep.ts';
import { parseRules } from '../../src/rules/file/parse-rules.ts';
import { OSS_CAPABILITIES } from '../../src/stores/store-capabilities.ts';
import { handlerWorld } from './handler-world.ts';

const ZONE = `version: 1
rules:
  - name: zone
    match: { prefix: zones/, regex: '^zones/(?<zone>[a-z]+[0-9]*)/(?<n>[0-9]+)$' }
    order: { by: number, on: n }
    aliases: ['parcels/{zone}/x']
`;
/** Some aliases of the rule `zone` (`parcels/b…/x`) are candidates of this rule. No example of a zone shows that. */
const ZONE_AND_PARCEL = `${ZONE}
  - name: parcel
    match: { prefix: parcels/, regex: '^parcels/(?<p>b[0-9]+)/(?<file>[^/]+)$' }
    order: { by: natural, on: p }
    aliases: ['parcel-{file}']
`;
const ALIAS = 'parcels/b7/x';
const newer = parseRules(ZONE_AND_PARCEL, 'newer.yaml');

test.each([
  ['does not point at the greatest candidate any more', ['zones/b7/1'], ['zones/b7/2']],
  ['has no candidates any more', ['zones/b7/1'], []],
])('does not touch an alias of former rules whose key is now a candidate: it %s', async (_, before, after) => {
  const { context, put, remove, links } = handlerWorld({ rules: ZONE });
  await put(...before);
  await sweep(context, { kind: 'sweep' });
  await remove(...before);
  await put(...after);
  const report = await sweep({ ...context, ruleSet: newer }, { kind: 'sweep' });
  expect(report.actions).toMatchObject({ pointed: 0, removed: 0 });
  expect(await links()).toEqual({ [ALIAS]: 'zones/b7/1' });
});

test('no rule defines an alias at a key that is a candidate', () => {
  expect(aliasTask(newer, ALIAS, { kind: 'apply' }, 0, OSS_CAPABILITIES)).toBeUndefined();
  expect(aliasTask(newer, 'parcels/main/x', { kind: 'apply' }, 0, OSS_CAPABILITIES)).toMatchObject({
    alias: 'parcels/main/x',
  });
  expect(aliasTask(parseRules(ZONE, 'zone.yaml'), ALIAS, { kind: 'apply' }, 0, OSS_CAPABILITIES)).toMatchObject({
    alias: ALIAS,
  });
});
