import { expect, test } from 'vitest';
import { perform } from '../plan/operations.ts';
import { CATALOGUE } from '../plan/rule-catalogue.ts';
import type { RuleSpec } from '../plan/rule-spec.ts';
import { createSimulation, type Simulation } from '../simulation.ts';
import { lookAtAliases } from './look-at-aliases.ts';
import { createWatch } from './moved-back.ts';

const spec = CATALOGUE.find((one) => one.spec.name === 'build')?.spec;
if (spec === undefined) throw new TypeError('the catalogue has no rule build');
const NUMBERS: RuleSpec = { ...spec, onDelete: 'repoint', onConflict: 'refuse', guard: false };
const TEXTS: RuleSpec = { ...NUMBERS, order: { by: 'lexical', on: 'n' } };
const NARROW: RuleSpec = {
  ...NUMBERS,
  pattern: ['builds/', { group: 'branch', source: '[^/]+' }, '/', { group: 'n', source: '[0-9]' }, '/out.zip'],
};

const ALIAS = 'current/main.zip';

function build(n: number): string {
  return `builds/main/${n}/out.zip`;
}

function point({ store }: Simulation, n: number): void {
  const head = store.answer({ operation: 'HeadObject', key: build(n) });
  if (head.found !== 'object') throw new TypeError(`${build(n)} does not exist`);
  const metadata = {
    'autoalias-rule': 'build',
    'autoalias-version-id': head.versionId ?? '',
    'autoalias-etag': head.etag,
    'autoalias-modified': `${head.lastModified}`,
  };
  store.answer({ operation: 'PutSymlink', key: ALIAS, target: build(n), metadata });
}

type Step = (simulation: Simulation) => void;
const remove: Step = (simulation) => perform(simulation, { do: 'delete', key: build(10) });

function withdraw(n: number): Step {
  return (simulation) => perform(simulation, { do: 'upload', key: `builds/main/${n}/.withdrawn`, body: 0 });
}

function restore(n: number): Step {
  return (simulation) => perform(simulation, { do: 'delete', key: `builds/main/${n}/.withdrawn` });
}

function moveClass(n: number): Step {
  return (simulation) => perform(simulation, { do: 'move-class', key: build(n), storageClass: 'Archive' });
}

function deploy(rule: RuleSpec): Step {
  return (simulation) => perform(simulation, { do: 'deploy', rules: [rule], lag: 0 });
}

/** An excuse is valid at the next rest only. */
const atRest: Step = ({ ledger }) => ledger.rested();

function emptySimulation(): Simulation {
  return createSimulation({
    rules: [NUMBERS],
    versioning: 'Enabled',
    parallel: 1,
    batch: 1,
    retries: 0,
    source: 'bus',
    before: [],
    bursts: [],
    faults: [],
    schedule: 1,
  });
}

function movedBack(from: number, to: number, ...steps: readonly Step[]): string | undefined {
  const simulation = emptySimulation();
  for (const n of [9, 10]) perform(simulation, { do: 'upload', key: build(n), body: 0 });
  const watch = createWatch(simulation);
  point(simulation, from);
  expect(watch.wrongMove(lookAtAliases(simulation).views)).toBeUndefined();
  simulation.ledger.rested();
  for (const step of steps) step(simulation);
  point(simulation, to);
  return watch.wrongMove(lookAtAliases(simulation).views);
}

type Case = readonly [name: string, from: number, to: number, steps: readonly Step[]];

test.each<Case>([
  ['nothing happened', 10, 9, []],
  ['the new rules keep the order', 10, 9, [deploy(NUMBERS), atRest]],
  ['the new rules reverse the order', 9, 10, [deploy(TEXTS), atRest]],
  ['its target was withdrawn, and is restored', 10, 9, [withdraw(10), restore(10), atRest]],
  ['only the lesser one is withdrawn', 10, 9, [withdraw(9), atRest]],
  ['both are withdrawn', 10, 9, [withdraw(9), withdraw(10), atRest]],
  ['only the lesser one is archived', 10, 9, [moveClass(9), atRest]],
  ['both are archived', 10, 9, [moveClass(9), moveClass(10), atRest]],
  ['the rules allow archived targets', 10, 9, [deploy({ ...NUMBERS, archived: 'allow' }), moveClass(10), atRest]],
  ['the rules ignore markers', 10, 9, [deploy({ ...NUMBERS, withdraw: false }), withdraw(10), atRest]],
])('moves back without a reason: %s', (_, from, to, steps) => {
  expect(movedBack(from, to, ...steps)).toBe(`${ALIAS} moved back from ${build(from)} to ${build(to)}`);
});

test.each<Case>([
  ['it moves forward', 9, 10, []],
  ['it stays', 10, 10, []],
  ['its target was deleted', 10, 9, [remove, atRest]],
  ['its target is withdrawn', 10, 9, [withdraw(10), atRest]],
  ['its target is archived', 10, 9, [moveClass(10), atRest]],
  ['something happened to it', 10, 9, [({ ledger }) => ledger.mayMoveBack(ALIAS)]],
  ['the rules changed just now', 10, 9, [deploy(NUMBERS)]],
  ['it moves forward under the new rules', 10, 9, [deploy(TEXTS), atRest]],
  ['its former target is no longer a candidate', 10, 9, [deploy(NARROW), atRest]],
])('has a reason: %s', (_, from, to, steps) => {
  expect(movedBack(from, to, ...steps)).toBeUndefined();
});

function removed(...steps: readonly Step[]): string | undefined {
  const simulation = emptySimulation();
  perform(simulation, { do: 'upload', key: build(10), body: 0 });
  const watch = createWatch(simulation);
  point(simulation, 10);
  watch.wrongMove(lookAtAliases(simulation).views);
  simulation.ledger.rested();
  for (const step of steps) step(simulation);
  simulation.store.answer({ operation: 'DeleteObject', key: ALIAS });
  return watch.wrongMove(lookAtAliases(simulation).views);
}

test('an archived target does not explain that its alias was removed', () => {
  expect(removed(moveClass(10))).toBe(`${ALIAS} was removed, although its target ${build(10)} exists`);
});

test.each<[string, Step[]]>([
  ['its target was deleted', [remove]],
  ['its target was deleted and uploaded again as an archived object', [remove, archivedUpload]],
  ['its target is withdrawn', [withdraw(10)]],
  ['a person deleted the alias', [(simulation) => perform(simulation, { do: 'delete', key: ALIAS })]],
  ['it waits for a sweep', [moveClass(10), ({ ledger }) => ledger.oweSweep(ALIAS)]],
])('may be removed: %s', (_, steps) => {
  expect(removed(...steps)).toBeUndefined();
});

function archivedUpload(simulation: Simulation): void {
  perform(simulation, { do: 'upload', key: build(10), body: 0, storageClass: 'Archive' });
}
