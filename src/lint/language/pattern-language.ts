import { ANY_TEXT } from '../../rules/pattern/pattern.ts';
import { type PatternAtom, patternShape } from '../../rules/pattern/pattern-shape.ts';
import { ANY, both, either, type Language, sequence } from './language.ts';

/** Additional conditions for the named groups of a pattern. */
export interface GroupKnowledge {
  /** Returns a language that must contain the text of a group. Undefined if there is no such condition. */
  readonly narrow?: (group: string) => Language | undefined;
  /** Groups that must take part in the match. */
  readonly required?: ReadonlySet<string>;
}

/** Matches the same as ANY_TEXT, in syntax that patternShape supports. */
const SUPPORTED_ANY_TEXT = '(?:[\\s\\S]*)';

/**
 * The language of all texts in which a pattern finds a match. Undefined if the pattern uses unsupported syntax: flags, `\b`,
 * or `^` and `$` in other places than the start and end of a branch.
 */
export function patternLanguage(source: string, knowledge: GroupKnowledge = {}): Language | undefined {
  const plain = source.replaceAll(ANY_TEXT, SUPPORTED_ANY_TEXT);
  // An atom of kind `anchor` can be a word boundary, which a language cannot express.
  if (/\\[bB]/.test(plain)) return undefined;
  const branches = branchesOf(plain, knowledge.required)?.map((atoms) => {
    const from = atoms[0]?.kind === 'start' ? 1 : 0;
    const to = atoms.length > from && atoms.at(-1)?.kind === 'anchor' ? -1 : atoms.length;
    const inside = sequenceOf(atoms.slice(from, to), knowledge);
    return inside && sequence(...(from === 0 ? [ANY] : []), inside, ...(to === -1 ? [] : [ANY]));
  });
  return eitherOf(branches);
}

/** Undefined if one of the languages is undefined. */
function eitherOf(items: readonly (Language | undefined)[] | undefined): Language | undefined {
  const known = items?.filter((item) => item !== undefined);
  return known === undefined || known.length !== items?.length ? undefined : either(known);
}

const GROUP_NAMES = /\(\?P?<(\w+)>/g;

/** The names of all groups in the atoms, at any depth. */
function namesIn(atoms: readonly PatternAtom[]): readonly string[] {
  return atoms.flatMap((atom) =>
    atom.kind === 'group'
      ? [
          ...(atom.name === undefined ? [] : [atom.name]),
          ...[...atom.body.matchAll(GROUP_NAMES)].map(([, name = '']) => name),
        ]
      : [],
  );
}

/** The branches of an alternation that contain all required groups. Each group name occurs in one branch only. */
function branchesOf(
  source: string,
  required: ReadonlySet<string> = new Set(),
): readonly (readonly PatternAtom[])[] | undefined {
  const atoms = patternShape(source);
  if (atoms === undefined) return undefined;
  const all: PatternAtom[][] = [[]];
  for (const atom of atoms) {
    if (atom.kind === 'alternation') all.push([]);
    else all.at(-1)?.push(atom);
  }
  const wanted = namesIn(atoms).filter((name) => required.has(name));
  return all.filter((branch) => {
    const names = namesIn(branch);
    return wanted.every((name) => names.includes(name));
  });
}

function sequenceOf(atoms: readonly PatternAtom[], knowledge: GroupKnowledge): Language | undefined {
  const items = atoms.map((atom) => atomLanguage(atom, knowledge));
  const known = items.filter((item) => item !== undefined);
  return known.length === items.length ? sequence(...known) : undefined;
}

function atomLanguage(atom: PatternAtom, knowledge: GroupKnowledge): Language | undefined {
  if (!('quantifier' in atom)) return undefined;
  const item =
    atom.kind === 'literal'
      ? ({ kind: 'text', text: atom.text } as const)
      : atom.kind === 'set'
        ? ({ kind: 'set', source: atom.source } as const)
        : groupLanguage(atom, knowledge);
  if (item === undefined || atom.quantifier === '') return item;
  const { least, most } = timesOf(atom.quantifier);
  const isRequired = namesIn([atom]).some((name) => knowledge.required?.has(name));
  return { kind: 'repeat', item, least: isRequired ? Math.max(1, least) : least, most };
}

function groupLanguage(
  { name, body, quantifier }: PatternAtom & { readonly kind: 'group' },
  knowledge: GroupKnowledge,
): Language | undefined {
  const inside = eitherOf(branchesOf(body, knowledge.required)?.map((atoms) => sequenceOf(atoms, knowledge)));
  // A repeated group only captures the text of its last repetition.
  const narrower = name !== undefined && /^\??$/.test(quantifier) ? knowledge.narrow?.(name) : undefined;
  return inside === undefined || narrower === undefined ? inside : both(inside, narrower);
}

/** How often a quantifier repeats an atom. */
function timesOf(quantifier: string): { readonly least: number; readonly most: number | undefined } {
  const [, least, most] = /^\{(\d+)(?:,(\d*))?\}/.exec(quantifier) ?? [];
  if (least !== undefined) {
    return { least: Number(least), most: most === '' ? undefined : Number(most ?? least) };
  }
  return { least: quantifier.startsWith('+') ? 1 : 0, most: quantifier.startsWith('?') ? 1 : undefined };
}
