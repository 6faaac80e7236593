import type { AliasTask } from '../../aliases/model/task.ts';
import { markerKeyOf } from '../../rules/match/withdrawal.ts';
import type { Store } from '../../stores/store.ts';
import type { HandlerContext } from '../function/handler-context.ts';
import { listObjects } from '../walk/list-objects.ts';
import type { KeyChange } from '../work/work-of-changes.ts';
import type { MarkerCommand } from './marker-plan.ts';
import type { NamedMarker } from './named-marker.ts';

/**
 * The changes from which the aliases to update follow: every object that the markers cover, and the named aliases, which can
 * point at an object that is gone.
 */
export async function coveredChanges(
  { store, ruleSet }: Pick<HandlerContext, 'store' | 'ruleSet'>,
  { what, reason }: { readonly what: MarkerCommand; readonly reason: string },
  markers: readonly NamedMarker[],
  named: readonly AliasTask[],
): Promise<readonly KeyChange[]> {
  const keys = new Set(markers.flatMap(({ covered }) => (covered.kind === 'object' ? [covered.key] : [])));
  for (const { key: marker, covered } of markers) {
    if (covered.kind === 'object') continue;
    for await (const key of objectsUnder(store, covered.prefix)) {
      if (ruleSet.byPrefix.find(key).some((rule) => markerKeyOf(rule, key) === marker)) keys.add(key);
    }
  }
  for (const { alias } of named) keys.add(alias);
  // The command moves a protected alias only if it names the alias.
  const cause = { kind: 'by-hand', what, names: named.flatMap(namesOf), reason } as const;
  return [...keys].map((key) => ({ key, cause }));
}

/** The alias and the group that it moves with. */
function namesOf({ alias, template }: AliasTask): readonly string[] {
  const group = template.grouping?.groupOfAlias(alias);
  return group === undefined ? [alias] : [alias, group.name];
}

async function* objectsUnder(store: Store, prefix: string): AsyncGenerator<string> {
  for await (const { key, type } of listObjects(store, prefix)) if (type !== 'Symlink') yield key;
}
