import { memoizeBy } from '../../memoize.ts';
import { STATE_PREFIX } from '../../state-key.ts';
import { ORDER_REGEXES } from '../orders/order-regexes.ts';
import type { CutPattern } from '../pattern/cut-pattern.ts';
import { areDisjoint } from '../pattern/native/disjoint.ts';
import { parseRegex } from '../pattern/native/parse-regex.ts';
import type { RegexTree } from '../pattern/native/regex-tree.ts';
import { type Pattern, quoteRegex } from '../pattern/pattern.ts';
import type { Rule } from '../rule.ts';
import type { RuleOrder } from '../rule-order.ts';
import { candidateStart, type RuleSet, type TemplateEntry } from '../rule-set.ts';

/** With more rules and templates that could meet, a proof takes longer than the checks that it saves. */
const MOST_MET = 50;

/**
 * Whether it is proved that every alias of a template is its own: no earlier template can produce it, no rule can
 * read it as a candidate, and it is not below the state prefix. Then no alias of the template is checked. False if this
 * is not known.
 *
 * The proof is made when the first key needs it, because most instances of a function see keys of few rules.
 */
export function isNeverRefused(ruleSet: RuleSet, entry: TemplateEntry): boolean {
  entry.isNeverRefused ??= prove(ruleSet, entry);
  return entry.isNeverRefused;
}

function prove(ruleSet: RuleSet, entry: TemplateEntry): boolean {
  const { start } = entry.template;
  if (start.startsWith(STATE_PREFIX) || STATE_PREFIX.startsWith(start)) return false;
  const known = knownProofs(ruleSet, entry);
  if (known === undefined) return proveApart(ruleSet, entry);
  const name = `${entry.rule.templates.indexOf(entry.template)} ${start.slice(entry.rule.folders.length)}`;
  const before = known.get(name);
  if (before !== undefined) return before;
  const proved = proveApart(ruleSet, entry);
  known.set(name, proved);
  return proved;
}

function proveApart(ruleSet: RuleSet, entry: TemplateEntry): boolean {
  const { template } = entry;
  const { start } = template;
  const templates = ruleSet.templatesByPrefix.meeting(start);
  const earlier = templates.slice(0, templates.indexOf(entry));
  const rules = ruleSet.byStart.meeting(start);
  if (earlier.length + rules.length > MOST_MET) return false;
  return areApart(
    withoutCommonStart([
      languageOf(template.keyPattern),
      ...earlier.map((one) => languageOf(one.template.keyPattern)),
      ...rules.map(({ rule: { pattern, order } }) => languageOf(pattern, order)),
    ]),
  );
}

/** What is proved for each form, by the index of the template and the text between the folders and its first group. */
const proofs = new WeakMap<Rule, Map<string, boolean>>();

/**
 * What is proved for the form of a rule. Undefined if the aliases can meet other rules, or if the templates begin in
 * different folders: the proof then depends on more than the form.
 */
function knownProofs(ruleSet: RuleSet, { rule, template: { start } }: TemplateEntry): Map<string, boolean> | undefined {
  const { form, folders, templates } = rule;
  const isAlone =
    form !== undefined &&
    start.startsWith(folders) &&
    candidateStart(rule) === start &&
    templates.every((one) => one.start === start) &&
    ruleSet.byStart.isAlone(start, 1) &&
    ruleSet.templatesByPrefix.isAlone(start, templates.length);
  if (!isAlone) return undefined;
  const known = proofs.get(form) ?? new Map<string, boolean>();
  proofs.set(form, known);
  return known;
}

/** The keys that a pattern matches. The groups of the order have only texts that it reads. */
interface KeyLanguage extends CutPattern {
  readonly order: RuleOrder | undefined;
}

function languageOf({ start, rest }: Pattern, order?: RuleOrder): KeyLanguage {
  return { start, rest, order };
}

/** Removes the text with which all patterns begin. What is left is equal for rules that differ only in a folder name. */
function withoutCommonStart(languages: readonly KeyLanguage[]): readonly KeyLanguage[] {
  const shortest = languages.map(({ start }) => start).reduce((a, b) => (b.length < a.length ? b : a));
  if (!languages.every(({ start }) => start.startsWith(shortest))) return languages;
  return shortest === ''
    ? languages
    : languages.map(({ start, rest, order }) => ({ start: start.slice(shortest.length), rest, order }));
}

/** Whether no key is in the first language and in another one. */
const areApart = memoizeBy(
  (languages: readonly KeyLanguage[]) => languages.map(nameOf).join('\n\n'),
  ([own, ...others]) => {
    const keys = own && treeOf(own);
    return (
      keys !== undefined &&
      others.every((other) => {
        const tree = treeOf(other);
        return tree !== undefined && areDisjoint(keys, tree);
      })
    );
  },
);

function nameOf({ start, rest, order }: KeyLanguage): string {
  const accepted = order?.terms.map(({ group = '', by }) => `${group} ${by}`).join(' ') ?? '';
  return `${start}\n${rest}\n${accepted}`;
}

/** An expression that matches all keys of a language, and maybe other keys. */
function treeOf({ start, rest, order }: KeyLanguage): RegexTree | undefined {
  const tree = parseRegex(start === '' ? rest : `^${quoteRegex(start)}${rest.slice(1)}`);
  if (tree === undefined) return undefined;
  const texts = new Map<string, RegexTree>();
  for (const { group, by } of order?.terms ?? []) {
    const regex = ORDER_REGEXES[by];
    const read = regex === undefined ? undefined : parseRegex(regex);
    if (group !== undefined && read !== undefined) texts.set(group, withoutEnds(read));
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
