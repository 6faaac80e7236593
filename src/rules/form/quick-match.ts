import type { KeyReading, KeyReadings } from '../match/read-key.ts';
import type { Rule } from '../rule.ts';
import type { RuleEntry } from '../rule-set.ts';
import type { AliasMatch, KeyMatches } from './key-matches.ts';

/** The result for a key of which every template of a rule makes an alias. */
export class QuickMatch implements KeyMatches, KeyReadings {
  readonly entry: RuleEntry;
  readonly reading: KeyReading;
  /** The alias of each template. */
  readonly aliases: readonly string[];
  readonly unmatched: KeyMatches['unmatched'] = NOTHING;
  #matches: readonly AliasMatch[] | undefined;

  constructor(entry: RuleEntry, reading: KeyReading, aliases: readonly string[]) {
    this.entry = entry;
    this.reading = reading;
    this.aliases = aliases;
  }

  /** Created when they are needed: the templates of a rule are far from its entry in memory. */
  get matches(): readonly AliasMatch[] {
    this.#matches ??= this.#createMatches();
    return this.#matches;
  }

  #createMatches(): readonly AliasMatch[] {
    const { rule } = this.entry;
    return rule.templates.map((template, i) => ({
      rule,
      template,
      alias: this.aliases[i] ?? '',
      reading: this.reading,
    }));
  }

  /** The template of an alias, as written. */
  templateText(index: number): string {
    const { plan, folders, starts, rule } = this.entry;
    const planned = starts === undefined ? plan?.templates[index] : undefined;
    return planned === undefined ? (rule.templates[index]?.text ?? '') : folders + planned.text;
  }

  get readings(): KeyReadings {
    return this;
  }

  get(rule: Rule): KeyReading | undefined {
    return rule === this.entry.rule ? this.reading : undefined;
  }
}

const NOTHING: readonly never[] = [];
