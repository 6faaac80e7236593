import { frozenClass, type StorageState } from '../../archive-class.ts';
import { ageRefusal } from '../compile/minimum-age.ts';
import type { AliasTemplate } from '../rule.ts';
import { type Rejection, rejection } from './rejection.ts';

/**
 * Why an object cannot be a target now, although its key is that of a candidate: it is archived, or too young. Undefined
 * if it can.
 *
 * @param now Unix milliseconds.
 */
export function notReady(
  { archived, minimumAge }: Pick<AliasTemplate, 'archived' | 'minimumAge'>,
  object: StorageState & { readonly lastModified: number },
  now: number,
): Rejection | undefined {
  return (
    rejection('archived', archived === 'skip' ? archivedText(object) : undefined) ??
    rejection('too-young', ageRefusal(minimumAge, object.lastModified, now))
  );
}

/** Why the bytes of an object cannot be read. Undefined if they can. */
export function archivedText(object: StorageState): string | undefined {
  const frozen = frozenClass(object);
  if (frozen === undefined) return undefined;
  const state = object.restore?.ongoing ? 'is still being restored' : 'is not restored';
  return `it is archived (${frozen}) and ${state}`;
}
