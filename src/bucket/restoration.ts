import { isArchiveClass } from '../archive-class.ts';
import type { RestoreState, StorageClass } from '../stores/object-attributes.ts';
import { wholeSecond } from './engine-context.ts';

/** How fast a cold archive is restored. */
export const RESTORE_TIERS = ['Expedited', 'Standard', 'Bulk'] as const;
export type RestoreTier = (typeof RESTORE_TIERS)[number];

/** A request to restore an archived object. Its state follows from the clock, since OSS raises no event when it expires. */
export interface Restoration {
  /** Absent for the class Archive, which has no tiers. */
  readonly tier?: RestoreTier;
  /** When the object can be read. Unix milliseconds. */
  readonly ready: number;
  /** When the object is archived again. Unix milliseconds at a whole second. */
  readonly expires: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How long a restoration takes, in milliseconds: the longest time on the page "Restore objects for access". The page has
 * no time for the tier Bulk of DeepColdArchive. Here it takes as long as Standard.
 */
const DURATIONS: Readonly<Record<'ColdArchive' | 'DeepColdArchive', Readonly<Record<RestoreTier, number>>>> = {
  ColdArchive: { Expedited: HOUR, Standard: 5 * HOUR, Bulk: 12 * HOUR },
  DeepColdArchive: { Expedited: 12 * HOUR, Standard: 48 * HOUR, Bulk: 48 * HOUR },
};

/** How long a restoration takes, in milliseconds. */
export function restoreDuration(storageClass: StorageClass, tier: RestoreTier): number {
  return storageClass === 'ColdArchive' || storageClass === 'DeepColdArchive' ? DURATIONS[storageClass][tier] : MINUTE;
}

/** The days of a restoration count from the time when the object can be read. */
export function expiryOf(ready: number, days: number): number {
  return wholeSecond(ready + days * DAY);
}

/** The state of a restoration. Undefined if there is none, or if it has expired. */
export function restoreState(restoration: Restoration | undefined, now: number): RestoreState | undefined {
  if (restoration === undefined || now >= restoration.expires) return undefined;
  return now < restoration.ready ? { ongoing: true } : { ongoing: false, expires: restoration.expires };
}

/** Whether the bytes cannot be read now: the object is archived and not restored. */
export function isFrozenAt(
  { storageClass, restoration }: { readonly storageClass: StorageClass; readonly restoration?: Restoration },
  now: number,
): boolean {
  return isArchiveClass(storageClass) && restoreState(restoration, now)?.ongoing !== false;
}
