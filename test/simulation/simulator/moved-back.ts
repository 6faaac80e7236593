import type { SymlinkFound } from '../../../src/stores/store-response.ts';
import { isRecorded } from './is-recorded.ts';
import type { AliasView } from './look-at-aliases.ts';
import type { Claimant } from './oracle.ts';
import type { Simulation } from './simulation.ts';

/** Remembers where aliases pointed when all was last at rest. */
export interface Watch {
  /** What went back without a reason, or undefined. */
  movedBack(views: readonly AliasView[]): string | undefined;
}

/**
 * Even where events were lost, an alias never goes back to a lesser object while its target is there as it was, unless
 * something happened to the alias itself.
 */
export const createWatch = ({ oracle, ledger, store }: Simulation): Watch => {
  const before = new Map<string, { readonly claimant: Claimant; readonly link: SymlinkFound }>();

  const shownBy = ({ alias, link }: AliasView) => {
    if (link.found !== 'symlink') return undefined;
    const claim = oracle.claimsOf(link.target).find((one) => one.alias === alias);
    const lastModified = Number(link.metadata['autoalias-modified']);
    return claim && { claimant: { ...claim, key: link.target, lastModified }, link };
  };
  const movedBack = (view: AliasView): string | undefined => {
    const now = shownBy(view);
    const then = before.get(view.alias);
    if (now === undefined) before.delete(view.alias);
    else before.set(view.alias, now);
    if (now === undefined || then === undefined || ledger.goesBack(view.alias)) return undefined;
    if (oracle.compare(now.claimant, then.claimant) >= 0) return undefined;
    const head = store.answer({ operation: 'HeadObject', key: then.claimant.key });
    if (head.found !== 'object' || !isRecorded(then.link, head)) return undefined;
    return `${view.alias} went back from ${then.claimant.key} to ${now.claimant.key}`;
  };
  return { movedBack: (views) => views.map(movedBack).find((found) => found !== undefined) };
};
