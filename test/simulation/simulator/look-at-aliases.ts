import type { ListedObject, ResponseByOperation } from '../../../src/stores/store-response.ts';
import type { Claimant } from './oracle.ts';
import { ageOf, type RuleSpec } from './rule-spec.ts';
import type { Simulation } from './simulation.ts';

/** An alias key, what stands there, and what should. */
export interface AliasView {
  readonly alias: string;
  readonly rule: RuleSpec;
  /** Of those that are old enough. */
  readonly winner: Claimant | undefined;
  /** Those that have become old enough since the last sweep began may not have been noticed yet: any of these may stand. */
  readonly formerly: readonly (Claimant | undefined)[];
  readonly link: ResponseByOperation['GetSymlink'];
}

/** Every alias that a candidate asks for or that stands in the bucket, from one plain listing of so many objects. */
export const lookAtAliases = ({
  store,
  loop,
  ledger,
  rules: { oracle },
}: Simulation): { readonly objects: number; readonly views: readonly AliasView[] } => {
  let objects = 0;
  const claimants = new Map<string, Claimant[]>();
  for (const object of listAll(store.answer)) {
    objects++;
    if (oracle.ownerOf(object.key) !== undefined && !claimants.has(object.key)) claimants.set(object.key, []);
    if (object.type === 'Symlink') continue;
    for (const claim of oracle.claimsOf(object.key)) {
      const claimant = { ...claim, key: object.key, lastModified: object.lastModified };
      claimants.set(claim.alias, [...(claimants.get(claim.alias) ?? []), claimant]);
    }
  }
  const views = [...claimants].flatMap(([alias, all]) => {
    const rule = oracle.ownerOf(alias);
    if (rule === undefined) return [];
    const age = ageOf(rule);
    const winnerAt = (time: number): Claimant | undefined =>
      all
        .filter(({ lastModified }) => age === 0 || time - lastModified >= age)
        .reduce<Claimant | undefined>((a, b) => (a === undefined || oracle.compare(b, a) > 0 ? b : a), undefined);
    const [since, now] = [ledger.sweptAt(), loop.now()];
    const matured = all.map(({ lastModified }) => lastModified + age).filter((time) => since < time && time <= now);
    const formerly = age === 0 ? [] : [since, ...matured].map(winnerAt);
    return [
      { alias, rule, winner: winnerAt(now), formerly, link: store.answer({ operation: 'GetSymlink', key: alias }) },
    ];
  });
  return { objects, views };
};

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
