import { expect, test } from 'vitest';
import { type StackState, stateOf } from '../../../src/cli/stack/stack-state.ts';

test.each<[status: string, state: StackState]>([
  ['CREATE_IN_PROGRESS', 'busy'],
  ['UPDATE_IN_PROGRESS', 'busy'],
  ['ROLLBACK_IN_PROGRESS', 'busy'],
  ['CREATE_ROLLBACK_IN_PROGRESS', 'busy'],
  ['DELETE_IN_PROGRESS', 'busy'],
  ['REVIEW_IN_PROGRESS', 'busy'],
  ['CREATE_COMPLETE', 'settled'],
  ['UPDATE_COMPLETE', 'settled'],
  ['CHECK_COMPLETE', 'settled'],
  ['CHECK_FAILED', 'settled'],
  ['IMPORT_UPDATE_COMPLETE', 'settled'],
  ['UPDATE_FAILED', 'failed'],
  ['ROLLBACK_COMPLETE', 'failed'],
  ['ROLLBACK_FAILED', 'failed'],
  ['CREATE_FAILED', 'stuck'],
  ['CREATE_ROLLBACK_COMPLETE', 'stuck'],
  ['CREATE_ROLLBACK_FAILED', 'stuck'],
  ['DELETE_FAILED', 'stuck'],
  ['DELETE_COMPLETE', 'stuck'],
  ['IMPORT_CREATE_ROLLBACK_COMPLETE', 'stuck'],
])('%s is %s', (status, state) => {
  expect(stateOf({ status })).toBe(state);
});
