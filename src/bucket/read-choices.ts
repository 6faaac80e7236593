import { UNVERIFIED_CHOICES, type UnverifiedChoices } from './unverified-choices.ts';

export interface ChoicesRead {
  readonly choices: Partial<UnverifiedChoices>;
  /** One line for each invalid pair. It lists the possible values. */
  readonly problems: readonly string[];
}

/** Reads `name=value` pairs separated by commas. If a name is repeated, the last value applies. */
export function readChoices(text: string): ChoicesRead {
  const choices: Record<string, string> = {};
  const problems: string[] = [];
  for (const pair of text.split(',').map((part) => part.trim())) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals).trim();
    const value = equals < 0 ? undefined : pair.slice(equals + 1).trim();
    const problem = problemOf(name, value);
    if (problem !== undefined) problems.push(problem);
    else if (value !== undefined) choices[name] = value;
  }
  return { choices, problems };
}

function problemOf(name: string, value: string | undefined): string | undefined {
  const choice = Object.entries(UNVERIFIED_CHOICES).find(([known]) => known === name)?.[1];
  if (choice === undefined) {
    return `there is no choice "${name}"; the choices are ${Object.keys(UNVERIFIED_CHOICES).join(', ')}`;
  }
  const candidates: readonly string[] = choice.candidates;
  const possible = candidates.map((candidate) => `${name}=${candidate}`).join(' or ');
  if (value === undefined) return `"${name}" has no value; write ${possible}`;
  return candidates.includes(value) ? undefined : `"${name}" cannot be "${value}"; write ${possible}`;
}
