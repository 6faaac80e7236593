import type { ListedObject, ResponseByOperation } from '../../../../src/stores/store-response.ts';
import { ageOf, type RuleSpec } from '../plan/rule-spec.ts';
import type { Simulation } from '../simulation.ts';
import type { Claim, Claimant, Oracle } from './oracle.ts';
import { compareReleases, isComplete, newestOf, type OracleRelease } from './oracle-releases.ts';

/** An alias key, its object or link, and what it should be. */
export interface AliasView {
  readonly alias: string;
  readonly rule: RuleSpec;
  /** The winner among candidates that are old enough. */
  readonly winner: Claimant | undefined;
  /** The release that the alias should show, if aliases move together. */
  readonly chosen: OracleRelease | undefined;
  /**
   * Candidates that became old enough since the last sweep started may not have been noticed, so the alias may point at
   * any of these.
   */
  readonly formerly: readonly Pick<AliasView, 'winner' | 'chosen'>[];
  /** The release that a key is a candidate of, if the listing has it. */
  readonly releaseOf: (key: string) => OracleRelease | undefined;
  readonly link: ResponseByOperation['GetSymlink'];
  /** The alias points at a candidate whose marker exists. */
  readonly isTargetWithdrawn: boolean;
}

/**
 * Every alias that has a candidate or exists in the bucket, from one plain listing. `objects` is the number of listed
 * keys.
 */
export function lookAtAliases({ store, loop, ledger, rules: { oracle } }: Simulation): {
  readonly objects: number;
  readonly views: readonly AliasView[];
} {
  let objects = 0;
  const all = [...listAll(store.answer)];
  const there = new Set(all.filter(({ type }) => type !== 'Symlink').map(({ key }) => key));
  const isWithdrawn = ({ marker }: Pick<Claim, 'marker'>): boolean => marker !== undefined && there.has(marker);
  const claimants = new Map<string, Claimant[]>();
  const releases = new Map<string, Map<string, OracleRelease>>();
  for (const object of all) {
    objects++;
    if (oracle.ownerOf(object.key) !== undefined && !claimants.has(object.key)) claimants.set(object.key, []);
    if (object.type === 'Symlink') continue;
    for (const claim of oracle.claimsOf(object.key)) {
      if (!claimants.has(claim.alias)) claimants.set(claim.alias, []);
      if (isWithdrawn(claim) && claim.rule.release === undefined) continue;
      const claimant = { ...claim, key: object.key, lastModified: object.lastModified };
      claimants.set(claim.alias, [...(claimants.get(claim.alias) ?? []), claimant]);
    }
    addParts(releases, oracle, object);
  }
  const [since, now] = [ledger.sweptAt(), loop.now()];
  const views = [...claimants].flatMap(([alias, all]) => {
    const rule = oracle.ownerOf(alias);
    if (rule === undefined) return [];
    const age = ageOf(rule);
    const group = oracle.namesOf(alias)[1];
    const own = [...(releases.get(group ?? '')?.values() ?? [])].filter(({ parts }) => !parts.some(isWithdrawn));
    const standing = (time: number) =>
      group === undefined
        ? { winner: greatest(oracle, all.filter(isOld(age, time))), chosen: undefined }
        : ofRelease(oracle, all, own, age, time);
    const times = group === undefined ? all.map(({ lastModified }) => lastModified) : own.map(newestOf);
    const matured = times.map((time) => time + age).filter((time) => since < time && time <= now);
    const formerly = age === 0 ? [] : [since, ...matured].map(standing);
    const releaseOf = (key: string) => own.find(({ parts }) => parts.some((part) => part.key === key));
    const link = store.answer({ operation: 'GetSymlink', key: alias });
    const target = link.found === 'symlink' ? link.target : '';
    const isTargetWithdrawn = oracle.claimsOf(target).some((claim) => claim.alias === alias && isWithdrawn(claim));
    return [{ alias, rule, ...standing(now), formerly, releaseOf, link, isTargetWithdrawn }];
  });
  return { objects, views };
}

function isOld(age: number, time: number) {
  return ({ lastModified }: Claimant): boolean => age === 0 || time - lastModified >= age;
}

function greatest(oracle: Oracle, all: readonly Claimant[]): Claimant | undefined {
  return all.reduce<Claimant | undefined>((a, b) => (a === undefined || oracle.compare(b, a) > 0 ? b : a), undefined);
}

/** The member for an alias in the greatest release that is complete and old enough. */
function ofRelease(
  oracle: Oracle,
  all: readonly Claimant[],
  releases: readonly OracleRelease[],
  age: number,
  time: number,
): Pick<AliasView, 'winner' | 'chosen'> {
  const chosen = releases
    .filter((release) => isComplete(release) && (age === 0 || time - newestOf(release) >= age))
    .reduce<OracleRelease | undefined>((a, b) => (a === undefined || compareReleases(b, a) > 0 ? b : a), undefined);
  const keys = new Set(chosen?.parts.map(({ key }) => key));
  return {
    winner: greatest(
      oracle,
      all.filter(({ key }) => keys.has(key)),
    ),
    chosen,
  };
}

function addParts(
  releases: Map<string, Map<string, OracleRelease>>,
  oracle: Oracle,
  { key, lastModified }: ListedObject,
): void {
  const claims = oracle.claimsOf(key);
  for (const part of oracle.partsOf(key)) {
    const alias = claims.find((claim) => oracle.namesOf(claim.alias)[1] === part.group)?.alias;
    const group = releases.get(part.group) ?? new Map<string, OracleRelease>();
    releases.set(part.group, group);
    const { id, rule, value } = part;
    const parts = [...(group.get(id)?.parts ?? []), { ...part, lastModified, alias }];
    group.set(id, { id, rule, value, parts });
  }
}

function* listAll(answer: Simulation['store']['answer']): Generator<ListedObject> {
  let continuationToken: string | undefined;
  do {
    const page = answer({
      operation: 'ListObjects',
      maxKeys: 1000,
      ...(continuationToken === undefined ? {} : { continuationToken }),
    });
    yield* page.objects;
    continuationToken = page.nextToken;
  } while (continuationToken !== undefined);
}
