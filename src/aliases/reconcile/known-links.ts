import type { ListedObject } from '../../stores/store-response.ts';

/** The part of a listed object that shows whether it is still the same. */
export type ListedStamp = Pick<ListedObject, 'key' | 'etag' | 'lastModified'>;

/**
 * Listed objects that HeadObject has shown to be symlinks, where listings do not show that. The next listing leaves them out
 * as long as it shows the same ETag and time.
 *
 * They are remembered for one round only. Another program can replace a symlink by an object with the same ETag within
 * the same second. A handler that wrote the alias meanwhile must look at the object again.
 */
export interface KnownLinks {
  has(object: ListedStamp): boolean;
  /** Whether a symlink was found at the key, even if it has been written again since. */
  knows(key: string): boolean;
  add(object: ListedStamp): void;
  readonly size: number;
}

export function createKnownLinks(): KnownLinks {
  const stamps = new Map<string, string>();
  return {
    has: (object) => stamps.get(object.key) === stampOf(object),
    knows: (key) => stamps.has(key),
    add(object) {
      stamps.set(object.key, stampOf(object));
    },
    get size() {
      return stamps.size;
    },
  };
}

function stampOf({ etag, lastModified }: ListedStamp): string {
  return `${lastModified} ${etag}`;
}
