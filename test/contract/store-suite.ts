import { describe } from 'vitest';
import type { Store } from '../../src/stores/store.ts';
import type { Versioning } from '../../src/stores/store-response.ts';
import { describeDeletes } from './delete-suite.ts';
import { describeLinks } from './link-suite.ts';
import { describeListings } from './listing-suite.ts';
import { describeObjects } from './object-suite.ts';
import { describeTags } from './tag-suite.ts';
import { describeVersions } from './version-suite.ts';

export type VersioningStatus = Versioning['status'];

export interface OpenedStore {
  readonly store: Store;
  readonly close: () => Promise<void>;
}

/** Opens an empty bucket with the given versioning state. */
export type OpenStore = (versioning: VersioningStatus) => Promise<OpenedStore>;

export const ALL_STATES: readonly VersioningStatus[] = ['Never', 'Enabled', 'Suspended'];

/**
 * Tests that every Store behaves the same. The suite runs on each implementation. If two of them differ, one is wrong.
 */
export function describeStore(name: string, open: OpenStore): void {
  describe(`${name} as a Store`, () => {
    for (const versioning of ALL_STATES) {
      describe(`versioning ${versioning}`, () => {
        describeObjects(versioning, open);
        describeLinks(versioning, open);
        describeDeletes(versioning, open);
        describeTags(versioning, open);
        describeListings(versioning, open);
        describeVersions(versioning, open);
      });
    }
  });
}
