import { AutoaliasError } from '../../autoalias-error.ts';
import { parseRules } from '../../rules/parse-rules.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { RulesInvalid } from '../../rules/rules-problem.ts';
import { rulesProblemLines } from '../error-report.ts';
import { escapeForTerminal } from '../escape-for-terminal.ts';

export interface ReloadParts {
  /** The file that a person edits. Messages begin with it. */
  readonly file: string;
  /** The rules that are in force now. */
  readonly text: string;
  /** Throws AutoaliasError where it cannot be read. */
  readonly read: (file: string) => string;
  /** Puts rules in force. */
  readonly use: (text: string, ruleSet: RuleSet) => Promise<void>;
  readonly say: (text: string) => void;
  readonly warn: (text: string) => void;
}

export interface RulesReloader {
  /** Looks at the file. One look at a time; never rejects. */
  look(): Promise<void>;
}

/** Puts rules in force when their file changes. Rules that cannot be used are reported once, and the former ones stay. */
export function createRulesReloader(parts: ReloadParts): RulesReloader {
  const { file, read, use, say, warn } = parts;
  const name = escapeForTerminal(file);
  let inForce = parts.text;
  let lastSeen: string | undefined = parts.text;
  let isBroken = false;

  const refuse = (error: unknown): void => {
    isBroken = true;
    const why = error instanceof RulesInvalid ? rulesProblemLines(error).join('\n') : escapeForTerminal(wordsOf(error));
    warn(
      `${why}\nThe rules of ${name} cannot be used, so the former ones stay in force. Mend the file: it is read again`,
    );
  };

  const examine = async (): Promise<void> => {
    const text = attempt(() => read(file));
    const seen = text instanceof AutoaliasError ? text.message : text;
    if (seen === lastSeen) return;
    lastSeen = seen;
    if (text instanceof AutoaliasError) return refuse(text);
    if (text === inForce) {
      if (isBroken) say(`${name} is right again. It is as it was, so nothing changes`);
      isBroken = false;
      return;
    }
    const ruleSet = attempt(() => parseRules(text, file));
    if (ruleSet instanceof AutoaliasError) return refuse(ruleSet);
    if (isBroken) say(`${name} is right again`);
    await use(text, ruleSet);
    inForce = text;
    isBroken = false;
  };

  let last = Promise.resolve();
  return {
    look: () => {
      last = last.then(examine).catch((error: unknown) => {
        // Not the file's fault, so the same text is tried again.
        lastSeen = undefined;
        refuse(error);
      });
      return last;
    },
  };
}

const wordsOf = (error: unknown): string => (error instanceof AutoaliasError ? error.message : String(error));

/** What works gives, or the AutoaliasError that it throws. */
const attempt = <T>(work: () => T): T | AutoaliasError => {
  try {
    return work();
  } catch (error) {
    if (error instanceof AutoaliasError) return error;
    throw error;
  }
};
