import { AutoaliasError } from '../../../autoalias-error.ts';
import { parseRules } from '../../../rules/file/parse-rules.ts';
import { RulesInvalid } from '../../../rules/file/rules-problem.ts';
import type { RuleSet } from '../../../rules/rule-set.ts';
import { rulesProblemLines } from '../../error-report.ts';
import { escapeForTerminal } from '../../terminal/escape-for-terminal.ts';

export interface ReloadParts {
  /** The file that a person edits. Messages begin with it. */
  readonly file: string;
  /** The rules that are in force now. */
  readonly text: string;
  /** Throws AutoaliasError if the file cannot be read. */
  readonly read: (file: string) => string;
  /** Puts rules in force. */
  readonly use: (text: string, ruleSet: RuleSet) => void;
  readonly say: (text: string) => void;
  readonly warn: (text: string) => void;
}

export interface RulesReloader {
  /** Checks the file for changes. Never throws. */
  look(): void;
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
      `${why}\nThe rules of ${name} cannot be used, so the former ones stay in force. Fix the file: it is read again`,
    );
  };

  /** False if the last check saw the same, because one change can be reported several times. */
  const isNew = (seen: string): boolean => {
    if (seen === lastSeen) return false;
    lastSeen = seen;
    return true;
  };

  const take = (text: string): void => {
    try {
      const ruleSet = parseRules(text, file);
      if (isBroken) say(`${name} is right again`);
      use(text, ruleSet);
      inForce = text;
      isBroken = false;
    } catch (error) {
      // Any other error is not the fault of the file, so the same text is tried again.
      if (!(error instanceof RulesInvalid)) lastSeen = undefined;
      refuse(error);
    }
  };

  return {
    look: () => {
      const text = readOrRefuse(
        () => read(file),
        (error) => {
          if (isNew(wordsOf(error))) refuse(error);
        },
      );
      if (text === undefined || !isNew(text)) return;
      if (text !== inForce) take(text);
      else if (isBroken) {
        isBroken = false;
        say(`${name} is right again. It is as it was, so nothing changes`);
      }
    },
  };
}

function wordsOf(error: unknown): string {
  return error instanceof AutoaliasError ? error.message : String(error);
}

function readOrRefuse(read: () => string, refuse: (error: unknown) => void): string | undefined {
  try {
    return read();
  } catch (error) {
    refuse(error);
    return undefined;
  }
}
