import type { RuleSet } from '../../rules/rule-set.ts';
import type { WalkedAlias, WalkedItem, WalkedRelease } from './walk-aliases.ts';

/**
 * Replaces the links of a release group with the group, which is yielded once.
 *
 * A walk finds a group by an object under the prefix of its candidates. If it lists only the links, as a walk of
 * `features/clicks/current/` does, and the candidates are under `features/clicks/dt=`, it yields each link alone.
 */
export async function* groupLinks(items: AsyncIterable<WalkedItem>, ruleSet: RuleSet): AsyncGenerator<WalkedItem> {
  const seen = new Set<string>();
  for await (const item of items) {
    const found = item.kind === 'alias' ? groupOf(item, ruleSet) : item;
    if (found.kind === 'release') {
      const id = `${found.rule.name} ${found.template.digest} ${found.group.name}`;
      if (seen.has(id)) continue;
      seen.add(id);
    }
    yield found;
  }
}

/** The group of a link. A bare link stays alone: the walk also lists the candidates, and yields the group with them. */
function groupOf(item: WalkedAlias, ruleSet: RuleSet): WalkedAlias | WalkedRelease {
  const { rule, template, alias, prefix, isBareLink, unread, resumeAfter } = item;
  const group = isBareLink ? undefined : template.grouping?.groupOfAlias(alias);
  if (group === undefined) return item;
  const task = { rule, template, group, prefix, ruleSet };
  return { kind: 'release', ...task, listed: undefined, releases: undefined, unread, resumeAfter };
}
