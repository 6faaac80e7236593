import type { WrittenRule } from '../../file/rules-schema.ts';
import type { Pattern } from '../../pattern/pattern.ts';
import type { PatternAtom } from '../../pattern/pattern-shape.ts';
import { parseShape } from '../../pattern/shared-shape.ts';
import type { ReleaseTerms } from '../../release.ts';
import type { AliasTemplate, MarkerPlace, Rule } from '../../rule.ts';
import type { RuleOrder } from '../../rule-order.ts';
import { placeMarkers } from '../compile-markers.ts';

/** The rule of a form in other folders. There can be a hundred thousand of them: see `PlacedTemplate`. */
export class PlacedRule implements Rule {
  readonly form: Rule;
  readonly folders: string;
  readonly name: string;
  readonly templates: readonly AliasTemplate[];
  readonly #match: WrittenRule['match'];
  #pattern: Pattern | undefined;
  #markers: MarkerPlace | undefined;

  constructor(form: Rule, folders: string, { name, match }: WrittenRule, templates: readonly AliasTemplate[]) {
    this.form = form;
    this.folders = folders;
    this.name = name;
    this.templates = templates;
    this.#match = match;
  }

  get prefix(): string {
    const match = this.#match;
    return 'key' in match ? this.folders + this.form.prefix : match.prefix;
  }

  get pattern(): Pattern {
    const match = this.#match;
    const { pattern } = this.form;
    this.#pattern ??= pattern.after(this.folders, 'key' in match ? undefined : match.regex) ?? pattern;
    return this.#pattern;
  }

  get shape(): readonly PatternAtom[] | undefined {
    return parseShape(this.pattern.source).shape;
  }

  get markers(): MarkerPlace | undefined {
    const { markers } = this.form;
    this.#markers ??= markers && placeMarkers(markers, this.folders, this.pattern);
    return this.#markers;
  }

  get exclude(): Pattern | undefined {
    return this.form.exclude;
  }

  get order(): RuleOrder {
    return this.form.order;
  }

  get orderGroups(): readonly string[] {
    return this.form.orderGroups;
  }

  get release(): ReleaseTerms | undefined {
    return this.form.release;
  }

  get onDelete(): Rule['onDelete'] {
    return this.form.onDelete;
  }

  get fallback(): string | undefined {
    return this.form.fallback;
  }

  get onConflict(): Rule['onConflict'] {
    return this.form.onConflict;
  }

  get guard(): boolean {
    return this.form.guard;
  }
}
