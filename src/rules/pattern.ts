import { RE2JS, RE2JSSyntaxException } from 're2js';

/** Where a pattern matched: the named groups that took part, with their text. */
export type Groups = Readonly<Record<string, string>>;

/**
 * A regular expression that runs in linear time (RE2 syntax: no look-around, no back-references), since rules come from
 * people and one bad pattern must not stop the function.
 */
export interface Pattern {
  readonly source: string;
  readonly groups: readonly string[];
  match(text: string): Groups | undefined;
}

/** The compiled pattern, or why it is refused. */
export const compilePattern = (source: string): Pattern | { readonly refused: string } => {
  try {
    const compiled = RE2JS.compile(source);
    const groups = Object.keys(compiled.namedGroups());
    return { source, groups, match: (text) => matchGroups(compiled, groups, text) };
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return { refused: error.message.replace(/^error parsing regexp: /, '') };
    throw error;
  }
};

const matchGroups = (compiled: RE2JS, names: readonly string[], text: string): Groups | undefined => {
  const matcher = compiled.matcher(text);
  if (!matcher.find()) return undefined;
  // Without a prototype, so that a group named `constructor` that took no part is absent, and `__proto__` is a name.
  const groups: Record<string, string> = Object.create(null);
  for (const name of names) {
    const value = matcher.group(name);
    if (value !== null) groups[name] = value;
  }
  return groups;
};
