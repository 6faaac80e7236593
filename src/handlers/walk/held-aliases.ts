import type { Fact } from '../../aliases/facts/fact.ts';
import { greatestWithdrawn } from '../../aliases/look/greatest-withdrawn.ts';
import type { ListedCandidates } from '../../aliases/look/plan-alias.ts';
import type { GreatestWithdrawn } from '../../aliases/model/outcome.ts';
import { ofRelease } from '../../aliases/reconcile/find-winner.ts';
import type { AliasReport } from '../look/alias-report.ts';
import { type MarkerNotes, viewWithdrawn, type WithdrawnView } from '../look/held-back.ts';
import type { WalkedAlias, WalkedRelease } from './walk-aliases.ts';

/** The aliases that are pinned, or whose greatest candidate is withdrawn, after a sweep. */
export interface HeldReports {
  readonly pinned: number;
  readonly withdrawn: number;
  /** The first of them that were read. */
  readonly listed: readonly AliasReport[];
}

/** How many held aliases a sweep lists. */
const MOST_HELD = 20;

/** Creates a collector of held aliases. Without `notes`, it does not know who withdrew objects, and why. */
export function createHeldAliases(notes: MarkerNotes | undefined) {
  const counts = { pinned: 0, withdrawn: 0 };
  const listed: AliasReport[] = [];
  return {
    report: (): HeldReports => ({ ...counts, listed }),
    /** Counts the aliases of an item that was not read, because an earlier sweep has verified it. */
    addKnown(item: WalkedAlias | WalkedRelease, { action, aliases }: Fact): void {
      if (action === 'pinned') counts.pinned += aliases;
      for (const alias of aliasesOf(item)) if (listedWithdrawn(item, alias) !== undefined) counts.withdrawn++;
    },
    async add(item: WalkedAlias | WalkedRelease, { pin, withdrawn, ...report }: AliasReport): Promise<void> {
      const candidates = candidatesOf(item, report.alias);
      const found = withdrawn ?? listedWithdrawn(item, report.alias);
      if (pin !== undefined) counts.pinned++;
      if (found !== undefined) counts.withdrawn++;
      if ((pin === undefined && found === undefined) || listed.length >= MOST_HELD) return;
      // Takes the place before the note is read, because other aliases are handled at the same time.
      const place = listed.push(report) - 1;
      const otherwise = candidates === undefined ? {} : { otherwise: candidates.winner?.key ?? null };
      listed[place] = {
        ...report,
        ...(pin === undefined ? {} : { pin: { ...pin, ...otherwise } }),
        ...(found === undefined ? {} : { withdrawn: await viewFound(found, notes) }),
      };
    },
  };
}

async function viewFound(
  found: GreatestWithdrawn | WithdrawnView,
  notes: MarkerNotes | undefined,
): Promise<WithdrawnView> {
  if ('since' in found) return found;
  const unknown = { ...found, reason: null, actor: null, since: null };
  return notes === undefined ? unknown : viewWithdrawn(found, notes).catch(() => unknown);
}

function aliasesOf(item: WalkedAlias | WalkedRelease): Iterable<string> {
  return item.kind === 'alias' ? [item.alias] : (item.listed?.aliases ?? []);
}

/** The greatest candidate of an alias, if the walk has listed it and it is withdrawn. */
function listedWithdrawn(item: WalkedAlias | WalkedRelease, alias: string): GreatestWithdrawn | undefined {
  const candidates = candidatesOf(item, alias);
  return candidates && greatestWithdrawn(item.rule, candidates);
}

/** What the walk listed for an alias. Undefined if it did not list all of its candidates. */
function candidatesOf(item: WalkedAlias | WalkedRelease, alias: string): ListedCandidates | undefined {
  if (item.kind === 'alias') return item.listed;
  if (item.listed === undefined) return undefined;
  const { choice } = item.listed;
  return { winner: choice.chosen?.members.get(alias), ...ofRelease(choice, alias) };
}
