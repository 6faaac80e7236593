import type { Candidate } from '../rules/candidate.ts';
import type { SymlinkFound } from '../stores/store-response.ts';
import { readRecord } from './alias-record.ts';
import type { AliasTask } from './alias-task.ts';
import { classifyObject } from './classify-object.ts';

/** The candidate that a link of ours shows, alive or not; undefined where the rule has no such candidate. */
export function pointedAt(task: AliasTask, link: SymlinkFound): Candidate | undefined {
  const lastModified = readRecord(link)?.identity.lastModified ?? 0;
  const candidate = classifyObject(task, { key: link.target, lastModified });
  return 'why' in candidate ? undefined : candidate;
}
