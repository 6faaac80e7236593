import { expect, test } from 'vitest';
import { type DecisionFilter, matchesFilter } from '../../../src/cli/logs/decision-filter.ts';

const POINTED = { action: 'pointed', level: 'info', rule: 'app', alias: 'releases/app/latest/f' };
const UNCHANGED = { ...POINTED, action: 'unchanged' };
const SWEPT = { action: 'swept', level: 'info' };

test.each<[entry: object, filter: DecisionFilter, isShown: boolean]>([
  [POINTED, {}, true],
  [UNCHANGED, {}, false],
  [{ ...UNCHANGED, dangling: true }, {}, true],
  [SWEPT, {}, true],
  [{ action: 'skipped', level: 'info', key: 'k' }, {}, false],
  [{ action: 'skipped', level: 'warn', key: 'k' }, {}, true],
  [UNCHANGED, { actions: ['unchanged'] }, true],
  [POINTED, { actions: ['unchanged', 'pointed'] }, true],
  [POINTED, { actions: ['removed'] }, false],
  [POINTED, { alias: 'releases/app/latest/f' }, true],
  [POINTED, { alias: 'releases/app/' }, true],
  [POINTED, { alias: 'releases/app' }, false],
  [POINTED, { alias: 'releases/app/latest/' }, true],
  [POINTED, { alias: 'releases/app/v1/' }, false],
  [SWEPT, { alias: 'releases/app/latest/f' }, false],
  [POINTED, { rule: 'app' }, true],
  [POINTED, { rule: 'ap' }, false],
  [POINTED, { rule: 'app', actions: ['removed'] }, false],
])('%j with %j: %s', (entry, filter, isShown) => {
  expect(matchesFilter({ time: 0, functionName: 'f', entry: { ...entry } }, filter)).toBe(isShown);
});

test.each([
  ['object-events', undefined, true],
  ['cfc-object-events', undefined, true],
  ['object-events', 'alibaba', true],
  ['autoalias-object-events', 'alibaba', true],
  ['cfc-object-events', 'alibaba', false],
  ['cfc-sweep', 'baidu', true],
  ['sweep', 'baidu', false],
] as const)('a decision of %s with the cloud %s: %s', (functionName, cloud, isShown) => {
  expect(matchesFilter({ time: 0, functionName, entry: { ...POINTED } }, { cloud })).toBe(isShown);
});
