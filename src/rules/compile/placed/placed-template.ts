import type { WrittenRule } from '../../file/rules-schema.ts';
import type { HeaderPolicy } from '../../header-policy.ts';
import type { Pattern } from '../../pattern/pattern.ts';
import type { Template } from '../../pattern/template.ts';
import type { AliasGrouping } from '../../release.ts';
import type { AliasTemplate, TemplateRest } from '../../rule.ts';
import type { SharedTemplate } from '../compile-alias-template.ts';
import { targetDigest } from '../digest/target-digest.ts';

/**
 * The template of a form with other folders at the start of its keys, as an alias of another rule. A file can have two
 * hundred thousand of them. So what they share is not copied, and what few keys need is computed when it is read.
 */
export class PlacedTemplate implements AliasTemplate {
  readonly start: string;
  readonly text: string;
  readonly #shared: SharedTemplate;
  readonly #match: WrittenRule['match'];
  #keyPattern: Pattern | undefined;
  #targetDigest: string | undefined;

  constructor(shared: SharedTemplate, folders: string, text: string, match: WrittenRule['match']) {
    this.start = folders + shared.template.start;
    this.text = text;
    this.#shared = shared;
    this.#match = match;
  }

  get rest(): TemplateRest {
    return this.#shared.template.rest;
  }

  get pieces(): Template {
    const { pieces, start } = this.#shared.template;
    if (this.start === start) return pieces;
    const [first] = pieces;
    // The folders go before the first literal, if there is one.
    const folders = this.start.slice(0, this.start.length - start.length);
    const literal = first?.kind === 'literal' ? first.text : '';
    return [{ kind: 'literal', text: folders + literal }, ...pieces.slice(first?.kind === 'literal' ? 1 : 0)];
  }

  get keyPattern(): Pattern {
    const { keyPattern, start } = this.#shared.template;
    this.#keyPattern ??= keyPattern.after(this.start.slice(0, this.start.length - start.length)) ?? keyPattern;
    return this.#keyPattern;
  }

  get targetDigest(): string {
    this.#targetDigest ??= targetDigest(this.#match, this.text, this.#shared.deciding);
    return this.#targetDigest;
  }

  get digest(): string {
    return this.targetDigest + this.#shared.digestEnd;
  }

  get prereleases(): boolean {
    return this.#shared.template.prereleases;
  }

  get bounds(): AliasTemplate['bounds'] {
    return this.#shared.template.bounds;
  }

  get minimumAge(): AliasTemplate['minimumAge'] {
    return this.#shared.template.minimumAge;
  }

  get archived(): AliasTemplate['archived'] {
    return this.#shared.template.archived;
  }

  get protected(): boolean {
    return this.#shared.template.protected;
  }

  get headers(): HeaderPolicy {
    return this.#shared.template.headers;
  }

  get repeats(): boolean {
    return this.#shared.template.repeats;
  }

  get determinedGroups(): ReadonlySet<string> {
    return this.#shared.template.determinedGroups;
  }

  get grouping(): AliasGrouping | undefined {
    return this.#shared.template.grouping;
  }
}
