import { expect, test } from 'vitest';
import { createPinReader, notReplayed } from '../../../src/handlers/past/not-replayed.ts';
import { moveByHand } from '../../../src/handlers/work/move-by-hand.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { BOS_CAPABILITIES, OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import { handlerWorld, RULES } from '../handler-world.ts';

const ALWAYS = ['pins that have ended', 'storage classes (archived objects count as readable)'];
const [PINS = '', CLASSES = ''] = ALWAYS;

test.each([
  ['', ALWAYS],
  [
    '    protected: true\n',
    [PINS, 'when commands moved protected aliases (they count as moved by the rules)', CLASSES],
  ],
  ['    onDelete: { fallback: releases/none }\n', [PINS, 'fallbacks', CLASSES]],
  ['    onDelete: keep\n', ALWAYS],
])('rules with %j', (field, expected) => {
  const rules = [parseRules(RULES, 'a.yaml'), parseRules(`${RULES}${field}`, 'b.yaml')];
  expect(notReplayed(rules, OSS_CAPABILITIES)).toEqual(expected);
  expect(notReplayed(rules, BOS_CAPABILITIES)).toEqual([
    ...expected,
    'symlinks at the keys of candidates (they count as objects: the listing does not show them)',
  ]);
});

const [F, G, H] = ['f', 'g', 'h'].map((file) => `releases/a/latest/${file}`) as [string, string, string];

test('reads the pins that hold now, each alias once', async () => {
  const world = handlerWorld({ now: () => 60_000, versioning: 'Enabled' });
  const { store } = world.context;
  await world.put(...['f', 'g'].map((file) => `releases/a/1.0.0/${file}`));
  const pin = (reason: string, until?: number) =>
    ({
      what: 'pin',
      target: 'releases/a/1.0.0/f',
      pin: { reason, ...(until === undefined ? {} : { until }) },
    }) as const;
  await moveByHand({ ...world.context, actor: 'anna@host' }, F, pin('wait'));
  await moveByHand(world.context, G, { ...pin('a while', 90_000), target: 'releases/a/1.0.0/g' });
  let requests = 0;
  const reader = createPinReader(store, 90_001, () => {
    requests++;
  });
  await reader.read([F, G, F, H]);
  const pins = await reader.read([F]);
  expect([...pins]).toEqual([[F, { since: 60_000, why: 'pinned; by anna@host since 1970-01-01T00:01:00Z: wait' }]]);
  expect(requests).toBe(3);
});
