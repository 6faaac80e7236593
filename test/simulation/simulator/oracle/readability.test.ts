import { expect, test } from 'vitest';
import { perform } from '../plan/operations.ts';
import type { Operation } from '../plan/plan.ts';
import { createSimulation } from '../simulation.ts';
import { readabilityOf } from './readability.ts';

const key = 'k';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const upload = { do: 'upload', key, body: 0 } as const;
const restore = { do: 'restore', key } as const;

function readabilityAfter(operations: readonly Operation[]) {
  const simulation = createSimulation({
    rules: [],
    versioning: 'Enabled',
    parallel: 1,
    batch: 1,
    retries: 0,
    source: 'queue',
    before: [],
    bursts: [],
    faults: [],
    schedule: 1,
  });
  for (const operation of operations) perform(simulation, operation);
  return { simulation, now: simulation.loop.now() };
}

test.each<[name: string, operations: Operation[], after: number, readable: boolean]>([
  ['no object', [], 0, true],
  ['Standard', [upload], 0, true],
  ['IA', [{ ...upload, storageClass: 'IA' }], 0, true],
  ['Archive', [{ ...upload, storageClass: 'Archive' }], 0, false],
  ['copied to Archive', [upload, { do: 'archive', key, storageClass: 'Archive' }], 0, false],
  ['moved to DeepColdArchive', [upload, { do: 'move-class', key, storageClass: 'DeepColdArchive' }], 0, false],
  ['a lifecycle rule never warms', [{ ...upload, storageClass: 'IA' }, moved('Standard'), moved('IA')], 0, true],
  ['Archive, being restored', [{ ...upload, storageClass: 'Archive' }, restore], MINUTE - 1, false],
  ['Archive, restored', [{ ...upload, storageClass: 'Archive' }, restore], MINUTE, true],
  ['Archive, on the last day', [{ ...upload, storageClass: 'Archive' }, restore], DAY, true],
  ['Archive, expired', [{ ...upload, storageClass: 'Archive' }, restore], DAY + MINUTE, false],
  ['ColdArchive, being restored', [{ ...upload, storageClass: 'ColdArchive' }, restore], HOUR - 1, false],
  ['ColdArchive, restored', [{ ...upload, storageClass: 'ColdArchive' }, restore], HOUR, true],
  ['restored, and uploaded again', [{ ...upload, storageClass: 'Archive' }, restore, upload], 0, true],
])('%s', (_, operations, after, readable) => {
  const { simulation, now } = readabilityAfter(operations);
  expect(readabilityOf(simulation, key).isReadable(now + after)).toBe(readable);
  expect(readabilityOf(simulation, key, { archived: 'allow' }).isReadable(now + after)).toBe(true);
});

test('a jump of the store’s clock changes when it can be read', () => {
  const { simulation, now } = readabilityAfter([{ ...upload, storageClass: 'Archive' }, restore]);
  perform(simulation, { do: 'step-clock', by: 2 * MINUTE });
  expect(readabilityOf(simulation, key).isReadable(now)).toBe(true);
});

function moved(storageClass: 'Standard' | 'IA'): Operation {
  return { do: 'move-class', key, storageClass };
}
