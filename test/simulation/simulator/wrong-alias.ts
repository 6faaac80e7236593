import type { SymlinkFound } from '../../../src/stores/store-response.ts';
import { showHeaders } from './body-history.ts';
import { isRecorded } from './is-recorded.ts';
import type { AliasView } from './look-at-aliases.ts';
import type { Claimant } from './oracle.ts';
import type { Simulation } from './simulation.ts';

/** What is wrong with an alias when all is at rest, or undefined. */
export const wrongAlias = (simulation: Simulation, view: AliasView): string | undefined => {
  const { alias, rule, winner, link } = view;
  const should = winner === undefined ? 'should not be there' : `should point at ${winner.key}`;
  if (link.found === 'object') {
    return winner === undefined || rule.onConflict === 'refuse'
      ? undefined
      : `${alias} is a real object, and ${should}`;
  }
  if (link.found === 'none') {
    const mayBe = winner === undefined || (rule.onDelete === 'remove' && simulation.ledger.staysAway(alias));
    return mayBe ? undefined : `${alias} is missing, and ${should}`;
  }
  const before = formerTarget(simulation, view, link);
  const outlived =
    before !== undefined && (winner === undefined || simulation.rules.oracle.compare(before, winner) > 0);
  if (rule.onDelete === 'keep' && outlived) return undefined;
  if (winner?.key === link.target) return wrongRecord(simulation, alias, link, winner);
  // A link that we did not write is left alone where there is nothing better.
  if (winner === undefined && link.metadata['autoalias-rule'] === undefined) return undefined;
  return `${alias} points at ${link.target}, and ${should}`;
};

/** What the alias points at, as it was when it was pointed there, if that is gone. */
const formerTarget = (
  { store, rules: { oracle } }: Simulation,
  { alias }: AliasView,
  link: SymlinkFound,
): Claimant | undefined => {
  const claim = oracle.claimsOf(link.target).find((one) => one.alias === alias);
  if (claim === undefined) return undefined;
  const lastModified = Number(link.metadata['autoalias-modified']);
  const head = store.answer({ operation: 'HeadObject', key: link.target });
  return head.found === 'object' && isRecorded(link, head) ? undefined : { ...claim, key: link.target, lastModified };
};

const wrongRecord = (
  { store }: Simulation,
  alias: string,
  link: SymlinkFound,
  { key, rule }: Claimant,
): string | undefined => {
  const head = store.answer({ operation: 'HeadObject', key });
  if (head.found !== 'object') return `${key} is listed, and is ${head.found}`;
  if (!isRecorded(link, head) || link.metadata['autoalias-rule'] !== rule.name) {
    return `${alias} points at ${key}, and records another version of it: ${JSON.stringify(link.metadata)}, not ${JSON.stringify(head)}`;
  }
  const [shown, wanted] = [showHeaders(link.headers), showHeaders(head.headers)];
  return shown === wanted ? undefined : `${alias} is served with ${shown}, and its target ${key} with ${wanted}`;
};
