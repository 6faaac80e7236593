import { parseKeyTemplate } from '../../rules/key-template/parse-key-template.ts';
import type { Groups } from '../../rules/pattern/groups.ts';
import type { KeyTemplate } from '../../rules/pattern/pattern.ts';
import type { Rule } from '../../rules/rule.ts';
import { type Check, ruleFinding } from '../lint-context.ts';

/** Finds key templates that can read one key in several ways, like `{name}-{version}.tgz`. */
export const ambiguousKeys: Check = (context) =>
  context.ruleSet.rules.flatMap((rule, index) => {
    const { template } = rule.pattern;
    const names = template?.ambiguous[0];
    if (template === undefined || names === undefined) return [];
    const list = names.map((name) => `{${name}}`).join(' and ');
    const example = exampleOf(rule, template, names);
    return [
      ruleFinding(context, index, ['match', 'key'], {
        code: 'ambiguous',
        severity: 'note',
        what: `it is ambiguous in match.key where ${list} end and begin`,
        why: `each name takes as much as it can, the first one first${example === undefined ? '' : `: ${example.key} has ${textsOf(names, example.groups)}`}`,
        instead: 'put each in a folder of its own, or write a regex that says more; otherwise ignore this note',
        ...(example === undefined ? {} : { witness: { key: example.key } }),
      }),
    ];
  });

function textsOf(names: readonly string[], groups: Groups): string {
  return names.map((name) => `${name} "${groups[name] ?? ''}"`).join(' and ');
}

/** A key that can be read in several ways: the text between the first two names occurs in the first name too. */
function exampleOf(
  { pattern }: Rule,
  { text }: KeyTemplate,
  [first = '', second = '']: readonly string[],
): { readonly key: string; readonly groups: Groups } | undefined {
  const pieces = parseKeyTemplate(text);
  if ('why' in pieces) return undefined;
  const at = (name: string): number => pieces.findIndex((piece) => piece.kind !== 'literal' && piece.name === name);
  const textOf = (from: number, to: number): string =>
    pieces
      .slice(from, to)
      .map((piece) => (piece.kind === 'literal' ? piece.text : (texts[piece.name] ?? 'x')))
      .join('');
  const texts: Record<string, string> = Object.create(null);
  texts[second] = 'c';
  texts[first] = `a${textOf(at(first) + 1, at(second))}b`;
  const key = textOf(0, pieces.length);
  const groups = pattern.match(key);
  return groups === undefined ? undefined : { key, groups };
}
