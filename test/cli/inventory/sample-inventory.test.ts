import { expect, test } from 'vitest';
import type { InventoryEntry } from '../../../src/cli/inventory/read-inventory.ts';
import { createInventorySample } from '../../../src/cli/inventory/sample-inventory.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import { RULES } from '../../handlers/handler-world.ts';

function entry(text: string): InventoryEntry {
  const [key = '', change = 'added', sequence = '0'] = text.split(' ');
  return { key, change: change === 'removed' ? 'removed' : 'added', sequence: BigInt(sequence) };
}

test.each<[string, readonly string[], readonly string[]]>([
  ['keys that no rule affects are left out', ['releases/a', 'other/b'], ['releases/a']],
  ['a key counts once', ['releases/a', 'releases/a'], ['releases/a']],
  ['a deleted key does not count', ['releases/a', 'releases/a removed 5'], []],
  ['a key that was created again counts', ['releases/a', 'releases/a removed 5', 'releases/a added 6'], ['releases/a']],
  ['an older change that comes later has no effect', ['releases/a added 6', 'releases/a removed 5'], ['releases/a']],
  ['a new key counts', ['releases/b added 7', 'releases/a added 8'], ['releases/a', 'releases/b']],
])('%s', (_, entries, expected) => {
  const sample = createInventorySample(parseRules(RULES, 'r.yaml'));
  for (const text of entries) sample.add(entry(text));
  expect(sample.marks().map(({ key }) => key)).toEqual(expected);
  expect(sample.entries).toBe(entries.length);
});
