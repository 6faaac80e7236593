import type { ReleaseMemory } from '../../aliases/model/task.ts';

/** Remembers which groups of aliases were right. It lives as long as the instance, and may forget a group at any time. */
export interface GroupMemory {
  /** @param group a name that is unique among all rules and buckets. */
  of(group: string): ReleaseMemory;
}

const MOST = 1000;

/** Remembers the groups that were kept last, at most `most` of them. */
export function createGroupMemory(most = MOST): GroupMemory {
  const fingerprints = new Map<string, string>();
  return {
    of: (group) => ({
      recall: () => fingerprints.get(group),
      keep: (fingerprint) => {
        fingerprints.delete(group);
        fingerprints.set(group, fingerprint);
        const [oldest] = fingerprints.keys();
        if (fingerprints.size > most && oldest !== undefined) fingerprints.delete(oldest);
      },
    }),
  };
}
