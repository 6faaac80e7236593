/** Open questions about a service, by name. Each has a setting, so that a user and the tests can try every answer. */
export type ChoiceTable = Readonly<
  Record<string, { readonly question: string; readonly candidates: readonly string[]; readonly default: string }>
>;

/** One answer to each question of a table. */
export type ChoicesOf<T extends ChoiceTable> = { readonly [Name in keyof T]: T[Name]['candidates'][number] };

export interface ChoicesRead<T extends ChoiceTable> {
  readonly choices: Partial<ChoicesOf<T>>;
  /** One line for each invalid pair. It lists the possible values. */
  readonly problems: readonly string[];
}

/** Reads `name=value` pairs separated by commas. If a name is repeated, the last value applies. */
export function readChoicesOf<T extends ChoiceTable>(table: T, text: string): ChoicesRead<T> {
  const choices: Record<string, string> = {};
  const problems: string[] = [];
  for (const pair of text.split(',').map((part) => part.trim())) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals).trim();
    const value = equals < 0 ? undefined : pair.slice(equals + 1).trim();
    const problem = problemOf(table, name, value);
    if (problem !== undefined) problems.push(problem);
    else if (value !== undefined) choices[name] = value;
  }
  return { choices: choices as Partial<ChoicesOf<T>>, problems };
}

/** The default answer to each question. */
export function defaultChoices<T extends ChoiceTable>(table: T): ChoicesOf<T> {
  return Object.fromEntries(Object.entries(table).map(([name, choice]) => [name, choice.default])) as ChoicesOf<T>;
}

function problemOf(table: ChoiceTable, name: string, value: string | undefined): string | undefined {
  const choice = Object.entries(table).find(([known]) => known === name)?.[1];
  if (choice === undefined) return `there is no choice "${name}"; the choices are ${Object.keys(table).join(', ')}`;
  const possible = choice.candidates.map((candidate) => `${name}=${candidate}`).join(' or ');
  if (value === undefined) return `"${name}" has no value; write ${possible}`;
  return choice.candidates.includes(value) ? undefined : `"${name}" cannot be "${value}"; write ${possible}`;
}
