import type { ListedObject, ResponseByOperation } from '../../../../src/stores/store-response.ts';
import { ageOf, type RuleSpec } from '../plan/rule-spec.ts';
import type { Simulation } from '../simulation.ts';
import type { Claim, Claimant, Oracle } from './oracle.ts';
import { compareReleases, isComplete, isReadable, newestOf, type OracleRelease } from './oracle-releases.ts';
import { type Readability, readabilityOf } from './readability.ts';

/** An alias key, its object or link, and what it should be. */
export interface AliasView {
  readonly alias: string;
  readonly rule: RuleSpec;
  /** The winner among candidates that are old enough. */
  readonly winner: Claimant | undefined;
  /** The release that the alias should show, if aliases move together. */
  readonly chosen: OracleRelease | undefined;
  /** The alias points at a candidate that is archived, or at one of a release with an archived candidate. */
  readonly isTargetArchived: boolean;
  /**
   * Candidates that became old enough, readable or unreadable since the last sweep started may not have been noticed, so
   * the alias may point at any of these.
   */
  readonly formerly: readonly Standing[];
  /** The release that a key is a candidate of, if the listing has it. */
  readonly releaseOf: (key: string) => OracleRelease | undefined;
  readonly link: ResponseByOperation['GetSymlink'];
  /** The alias points at a candidate whose marker exists. */
  readonly isTargetWithdrawn: boolean;
}

type Standing = Pick<AliasView, 'winner' | 'chosen' | 'isTargetArchived'>;

/** A claimant, and when its bytes can be read. */
type ListedClaimant = Claimant & Readability;

/**
 * Every alias that has a candidate or exists in the bucket, from one plain listing. `objects` is the number of listed
 * keys.
 */
export function lookAtAliases(simulation: Simulation): {
  readonly objects: number;
  readonly views: readonly AliasView[];
} {
  const { store, loop, ledger, rules } = simulation;
  const { oracle } = rules;
  let objects = 0;
  const all = [...listAll(store.answer)];
  const there = new Set(all.filter(({ type }) => type !== 'Symlink').map(({ key }) => key));
  const isWithdrawn = ({ marker }: Pick<Claim, 'marker'>): boolean => marker !== undefined && there.has(marker);
  const claimants = new Map<string, ListedClaimant[]>();
  const releases = new Map<string, Map<string, OracleRelease>>();
  for (const object of all) {
    objects++;
    if (oracle.ownerOf(object.key) !== undefined && !claimants.has(object.key)) claimants.set(object.key, []);
    if (object.type === 'Symlink') continue;
    for (const claim of oracle.claimsOf(object.key)) {
      if (!claimants.has(claim.alias)) claimants.set(claim.alias, []);
      if (isWithdrawn(claim) && claim.rule.release === undefined) continue;
      const readability = readabilityOf(simulation, object.key, claim.rule);
      const claimant = { ...claim, key: object.key, lastModified: object.lastModified, ...readability };
      claimants.set(claim.alias, [...(claimants.get(claim.alias) ?? []), claimant]);
    }
    addParts(releases, simulation, object);
  }
  const [since, now] = [ledger.sweptAt(), loop.now()];
  const views = [...claimants].flatMap(([alias, all]) => {
    const rule = oracle.ownerOf(alias);
    if (rule === undefined) return [];
    const age = ageOf(rule);
    const group = oracle.namesOf(alias)[1];
    const own = [...(releases.get(group ?? '')?.values() ?? [])].filter(({ parts }) => !parts.some(isWithdrawn));
    const releaseOf = (key: string) => own.find(({ parts }) => parts.some((part) => part.key === key));
    const link = store.answer({ operation: 'GetSymlink', key: alias });
    const target = link.found === 'symlink' ? link.target : '';
    const standing = (time: number): Standing => {
      if (group !== undefined) {
        const release = releaseOf(target);
        const isTargetArchived = release !== undefined && !isReadable(release, time);
        return { ...ofRelease(oracle, all, own, age, time), isTargetArchived };
      }
      const isTargetArchived = all.some((one) => one.key === target && !one.isReadable(time));
      const ready = all.filter((one) => isOld(age, time)(one) && one.isReadable(time));
      return { winner: greatest(oracle, ready), chosen: undefined, isTargetArchived };
    };
    const times = group === undefined ? all.map(({ lastModified }) => lastModified) : own.map(newestOf);
    const matured = age === 0 ? [] : times.map((time) => time + age);
    const sources: readonly Readability[] = group === undefined ? all : own.flatMap(({ parts }) => parts);
    const changed = [...matured, ...sources.flatMap(({ changes }) => changes)].filter(
      (time) => since < time && time <= now,
    );
    const formerly = age === 0 && changed.length === 0 ? [] : [since, ...changed].map(standing);
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
): Omit<Standing, 'isTargetArchived'> {
  const chosen = releases
    .filter(
      (release) => isComplete(release) && isReadable(release, time) && (age === 0 || time - newestOf(release) >= age),
    )
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
  simulation: Simulation,
  { key, lastModified }: ListedObject,
): void {
  const { oracle } = simulation.rules;
  const claims = oracle.claimsOf(key);
  for (const part of oracle.partsOf(key)) {
    const alias = claims.find((claim) => oracle.namesOf(claim.alias)[1] === part.group)?.alias;
    const group = releases.get(part.group) ?? new Map<string, OracleRelease>();
    releases.set(part.group, group);
    const { id, rule, value } = part;
    // A file that is not a candidate may be archived.
    const readability = readabilityOf(simulation, key, alias === undefined ? { archived: 'allow' } : rule);
    const parts = [...(group.get(id)?.parts ?? []), { ...part, lastModified, alias, ...readability }];
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
