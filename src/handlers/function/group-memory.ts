import type { ReleaseMemory } from '../../aliases/model/task.ts';

/** Remembers which groups of aliases were correct. Lives as long as the instance, and can forget a group at any time. */
export interface GroupMemory {
  /**
   * The memory of one group.
   *
   * @param group a name that is unique among all rules and buckets.
   */
  of(group: string): ReleaseMemory;
}

const MOST_GROUPS = 1000;

/** Creates a memory of the `most` groups that were last found correct. */
export function createGroupMemory(most = MOST_GROUPS): GroupMemory {
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
