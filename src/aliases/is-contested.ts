import type { NotFound, ObjectInstead, SymlinkFound } from '../stores/store-response.ts';
import { readRecord } from './alias-record.ts';
import type { AliasTask } from './alias-task.ts';

/** Somebody else wrote what stands at the alias, or took it away: to write now is to overrule him. */
export function isContested(task: AliasTask, current: SymlinkFound | ObjectInstead | NotFound): boolean {
  if (current.found === 'none') return task.cause.kind === 'change' && task.cause.key === task.alias;
  if (current.found === 'object') return true;
  const record = readRecord(current);
  return record?.rule !== task.rule.name || record.form !== task.form.digest;
}
