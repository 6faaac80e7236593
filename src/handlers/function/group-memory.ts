import type { ReleaseMemory } from '../../aliases/model/task.ts';

/** What was found right, for as many groups as are worth it. It lives as long as the instance, and may forget at any time. */
export interface GroupMemory {
  /** @param group tells it from those of other rules and buckets. */
  of(group: string): ReleaseMemory;
}

const MOST = 1000;

/** Remembers the groups that were kept last. */
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
