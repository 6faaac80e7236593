import type { ListedObject, ResponseByOperation } from '../../../src/stores/store-response.ts';
import type { Claimant } from './oracle.ts';
import type { RuleSpec } from './rule-spec.ts';
import type { Simulation } from './simulation.ts';

/** An alias key, what stands there, and what should. */
export interface AliasView {
  readonly alias: string;
  readonly rule: RuleSpec;
  readonly winner: Claimant | undefined;
  readonly link: ResponseByOperation['GetSymlink'];
}

/** Every alias that a candidate asks for or that stands in the bucket, from one plain listing of so many objects. */
export const lookAtAliases = ({
  store,
  rules: { oracle },
}: Simulation): { readonly objects: number; readonly views: readonly AliasView[] } => {
  let objects = 0;
  const winners = new Map<string, Claimant | undefined>();
  for (const object of listAll(store.answer)) {
    objects++;
    if (oracle.ownerOf(object.key) !== undefined && !winners.has(object.key)) winners.set(object.key, undefined);
    if (object.type === 'Symlink') continue;
    for (const claim of oracle.claimsOf(object.key)) {
      const claimant = { ...claim, key: object.key, lastModified: object.lastModified };
      const best = winners.get(claim.alias);
      if (best === undefined || oracle.compare(claimant, best) > 0) winners.set(claim.alias, claimant);
    }
  }
  const views = [...winners].flatMap(([alias, winner]) => {
    const rule = oracle.ownerOf(alias);
    return rule === undefined
      ? []
      : [{ alias, rule, winner, link: store.answer({ operation: 'GetSymlink', key: alias }) }];
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
