import type { Stack } from './stack.ts';

/** What can be done with a stack in a status. */
export type StackState =
  /** An operation runs. */
  | 'busy'
  /** The last operation succeeded. */
  | 'settled'
  /** An update failed, and the stack can be updated again. */
  | 'failed'
  /** It cannot be updated. */
  | 'stuck';

/** Statuses: Resource Orchestration Service, page "GetStack". `ROLLBACK_…` is about updates. */
const EXCEPTIONS: Readonly<Record<string, StackState>> = {
  UPDATE_FAILED: 'failed',
  ROLLBACK_COMPLETE: 'failed',
  ROLLBACK_FAILED: 'failed',
  CHECK_FAILED: 'settled',
  CREATE_ROLLBACK_COMPLETE: 'stuck',
  DELETE_COMPLETE: 'stuck',
};

export function stateOf({ status }: Pick<Stack, 'status'>): StackState {
  const known = EXCEPTIONS[status];
  if (known !== undefined) return known;
  if (status.endsWith('_IN_PROGRESS')) return 'busy';
  return status.endsWith('_COMPLETE') && !status.includes('ROLLBACK') ? 'settled' : 'stuck';
}
