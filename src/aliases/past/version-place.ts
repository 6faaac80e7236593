import type { ListedVersion } from '../../stores/store-response.ts';

/** The version of a key at one moment. */
export interface VersionPlace {
  /** The newest version that was written at or before the moment. Undefined if the store has no such version. */
  readonly version: ListedVersion | undefined;
  /** The version that was written after it, and so after the moment. Undefined if there is none. */
  readonly above: ListedVersion | undefined;
}

/** Finds the version of one moment in versions that are shown newest first. */
export interface VersionFinder {
  show(version: ListedVersion): void;
  readonly place: VersionPlace;
}

/**
 * Creates a finder.
 *
 * @param at Unix milliseconds. Versions have whole seconds, so a version of the same second counts.
 */
export function createVersionFinder(at: number): VersionFinder {
  let place: VersionPlace = { version: undefined, above: undefined };
  return {
    show(version) {
      if (place.version !== undefined) return;
      place = version.lastModified <= at ? { ...place, version } : { version: undefined, above: version };
    },
    get place() {
      return place;
    },
  };
}
