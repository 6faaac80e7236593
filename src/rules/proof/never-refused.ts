import { STATE_PREFIX } from '../../state-key.ts';
import { ORDER_REGEXES } from '../orders/order-regexes.ts';
import { areDisjoint } from '../pattern/native/disjoint.ts';
import { parseRegex } from '../pattern/native/parse-regex.ts';
import type { RegexTree } from '../pattern/native/regex-tree.ts';
import { literalStart } from '../pattern/template.ts';
import type { AliasTemplate, Rule } from '../rule.ts';
import type { RuleSet } from '../rule-set.ts';

/** What is proved about the templates of each set of rules. */
const proofs = new WeakMap<RuleSet, WeakMap<AliasTemplate, boolean>>();

/** With more rules and templates that could meet, a proof takes longer than the checks that it saves. */
const MOST_MET = 50;

/**
 * Whether it is proved that every alias of a template is its own: no earlier template can produce it, no rule can
 * read it as a candidate, and it is not below the state prefix. Then no alias of the template is checked. False if this
 * is not known.
 *
 * The proof is made when the first key needs it, because most instances of a function see keys of few rules.
 */
export function isNeverRefused(ruleSet: RuleSet, template: AliasTemplate): boolean {
  const ofSet = proofs.get(ruleSet) ?? new WeakMap<AliasTemplate, boolean>();
  proofs.set(ruleSet, ofSet);
  const known = ofSet.get(template);
  if (known !== undefined) return known;
  const proved = prove(ruleSet, template);
  ofSet.set(template, proved);
  return proved;
}

function prove(ruleSet: RuleSet, template: AliasTemplate): boolean {
  const start = literalStart(template.pieces);
  if (start.startsWith(STATE_PREFIX) || STATE_PREFIX.startsWith(start)) return false;
  const keys = parseRegex(template.keyPattern.source);
  if (keys === undefined) return false;
  const templates = ruleSet.templatesByPrefix.meeting(start).map((one) => one.template);
  const earlier = templates.slice(0, templates.indexOf(template));
  const rules = ruleSet.byStart.meeting(start);
  if (earlier.length + rules.length > MOST_MET) return false;
  return [...earlier.map(({ keyPattern }) => parseRegex(keyPattern.source)), ...rules.map(candidatesOf)].every(
    (other) => other !== undefined && areDisjoint(keys, other),
  );
}

/** An expression that matches all candidates of a rule, and maybe other keys. */
function candidatesOf({ pattern, order }: Rule): RegexTree | undefined {
  const tree = parseRegex(pattern.source);
  if (tree === undefined) return undefined;
  const texts = new Map<string, RegexTree>();
  for (const { by, group } of order.terms) {
    const regex = ORDER_REGEXES[by];
    const accepted = group === undefined || regex === undefined ? undefined : parseRegex(regex);
    if (group !== undefined && accepted !== undefined) texts.set(group, withoutEnds(accepted));
  }
  return replaceGroups(tree, texts);
}

/** The expression inside its anchors. */
function withoutEnds(tree: RegexTree): RegexTree {
  if (tree.kind !== 'sequence') return tree;
  return { ...tree, items: tree.items.filter(({ kind }) => kind !== 'start' && kind !== 'end') };
}

/** Replaces what the named groups match. */
function replaceGroups(tree: RegexTree, texts: ReadonlyMap<string, RegexTree>): RegexTree {
  switch (tree.kind) {
    case 'sequence':
      return { ...tree, items: tree.items.map((item) => replaceGroups(item, texts)) };
    case 'alternation':
      return { ...tree, options: tree.options.map((option) => replaceGroups(option, texts)) };
    case 'capture':
      return (
        (tree.name === undefined ? undefined : texts.get(tree.name)) ?? {
          ...tree,
          body: replaceGroups(tree.body, texts),
        }
      );
    case 'repeat':
      // Only the last repetition is the text of the group.
      return tree;
    default:
      return tree;
  }
}
