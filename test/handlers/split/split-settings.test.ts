import { expect, test } from 'vitest';
import { readEnvironment } from '../../../src/handlers/function/environment.ts';

const SPLIT = { mostTasks: 20, objectsPerShard: 500_000, statePrefix: '.autoalias/' };

test.each<[Record<string, string>, object | undefined]>([
  [{}, undefined],
  [{ AUTOALIAS_SWEEP_TASKS: '' }, undefined],
  [{ AUTOALIAS_SWEEP_TASKS: '0' }, undefined],
  [{ AUTOALIAS_SWEEP_OBJECTS: '1000' }, undefined],
  [{ AUTOALIAS_SWEEP_TASKS: '20' }, SPLIT],
  [
    { AUTOALIAS_SWEEP_TASKS: '20', AUTOALIAS_SWEEP_OBJECTS: '1000' },
    { ...SPLIT, objectsPerShard: 1000 },
  ],
  [
    { AUTOALIAS_SWEEP_TASKS: '20', AUTOALIAS_STATE: 'mine/' },
    { ...SPLIT, statePrefix: 'mine/' },
  ],
  [
    {
      AUTOALIAS_SWEEP_TASKS: '20',
      AUTOALIAS_FC_ENDPOINT: 'http://127.0.0.1:1',
      FC_ACCOUNT_ID: '1',
      FC_FUNCTION_NAME: 'f',
    },
    { ...SPLIT, endpoint: 'http://127.0.0.1:1', account: '1', functionName: 'f' },
  ],
])('%j divides a sweep by %j', (variables, expected) => {
  expect(readEnvironment(variables).split).toEqual(expected);
});

test.each<[Record<string, string>, string]>([
  [{ AUTOALIAS_SWEEP_TASKS: '301' }, 'AUTOALIAS_SWEEP_TASKS is "301", which is not a whole number from 0 to 300'],
  [{ AUTOALIAS_SWEEP_TASKS: '-1' }, 'AUTOALIAS_SWEEP_TASKS is "-1", which is not a whole number from 0 to 300'],
  [
    { AUTOALIAS_SWEEP_OBJECTS: 'many' },
    'AUTOALIAS_SWEEP_OBJECTS is "many", which is not a whole number from 1 to 1000000000',
  ],
  [{ AUTOALIAS_SWEEP_TASKS: '2', AUTOALIAS_STATE: 'off' }, 'AUTOALIAS_SWEEP_TASKS is set, and AUTOALIAS_STATE is off'],
])('%j is refused', (variables, why) => {
  expect(() => readEnvironment(variables)).toThrow(why);
});
