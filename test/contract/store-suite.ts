import { describe } from 'vitest';
import type { Store } from '../../src/stores/store.ts';
import type { StoreCapabilities } from '../../src/stores/store-capabilities.ts';
import type { Versioning } from '../../src/stores/store-response.ts';
import { describeDeletes } from './delete-suite.ts';
import { describeLinks } from './link-suite.ts';
import { describeListings } from './listing-suite.ts';
import { describeObjects } from './object-suite.ts';
import { badKeys, ODD_KEYS } from './odd-keys.ts';
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

/** How stores differ beyond their capabilities: limits, codes, and what their answers leave out. */
export interface StoreTraits {
  readonly keys: { readonly odd: readonly string[]; readonly bad: readonly string[] };
  /** The code that this store has for one of OSS. */
  readonly codeOf: (ossCode: string) => string;
  /** Whether answers about a deleted key show its delete marker. */
  readonly showsMarkers: boolean;
  /** Whether GetSymlink returns ETag, time and content headers, and not target and metadata only. */
  readonly showsLinkHeaders: boolean;
  /** Whether the store has page sizes that it refuses, tokens that it checks, and delimiters of several characters. */
  readonly hasStrictListings: boolean;
}

/** OSS, and the memory store. */
export const OSS_TRAITS: StoreTraits = {
  keys: { odd: ODD_KEYS, bad: badKeys(1023) },
  codeOf: (ossCode) => ossCode,
  showsMarkers: true,
  showsLinkHeaders: true,
  hasStrictListings: true,
};

/** One store under test. */
export interface Suite {
  readonly open: OpenStore;
  readonly capabilities: StoreCapabilities;
  readonly traits: StoreTraits;
}

/**
 * Tests that every Store behaves the same, as far as it can. The suite runs on each implementation. If two of them differ
 * in something that neither their capabilities nor their traits state, one is wrong.
 */
export function describeStore(name: string, suite: Suite): void {
  describe(`${name} as a Store`, () => {
    for (const versioning of ALL_STATES) {
      describe(`versioning ${versioning}`, () => {
        describeObjects(versioning, suite);
        describeLinks(versioning, suite);
        describeDeletes(versioning, suite);
        describeTags(versioning, suite);
        describeListings(versioning, suite);
        describeVersions(versioning, suite);
      });
    }
  });
}
