import type { Pattern } from '../pattern/pattern.ts';
import type { Template } from '../pattern/template.ts';
import type { MarkerPlace, Rule } from '../rule.ts';
import type { RuleOrder } from '../rule-order.ts';

/** How all rules of a form decide about a key, so that a decision does not read the rule itself. */
export interface FormPlan {
  readonly pattern: Pattern;
  readonly order: RuleOrder;
  /** Undefined if the rules ignore markers. */
  readonly markers: MarkerPlace | undefined;
  readonly templates: readonly PlannedTemplate[];
  /** An empty text for each template. */
  readonly noAliases: string[];
  /** Whether prereleases can be the target under all templates. */
  readonly prereleases: boolean;
}

/** A template without the folders with which its aliases begin. */
export interface PlannedTemplate {
  /** The template as written, without the folders. */
  readonly text: string;
  /** The literal text between the folders and the first group. */
  readonly start: string;
  readonly pieces: Template;
  /** The group with which every alias ends. */
  readonly lastGroup: string;
}

/** Plans the decisions of a form. Undefined if the rule itself must decide about each key. */
export function planForm({ pattern, exclude, order, markers, templates }: Rule): FormPlan | undefined {
  if (exclude !== undefined || markersAreUnknown(markers)) return undefined;
  const planned: PlannedTemplate[] = [];
  for (const { text, start, rest, bounds } of templates) {
    const last = rest.pieces.at(-1);
    // An alias that can end like a marker is looked at as a whole.
    if (bounds !== undefined || !rest.isPlain || last?.kind !== 'group') return undefined;
    planned.push({ text, start, pieces: rest.pieces, lastGroup: last.group });
  }
  return {
    pattern,
    order,
    markers,
    templates: planned,
    noAliases: planned.map(() => ''),
    prereleases: templates.every((one) => one.prereleases),
  };
}

/** Whether only the whole key says where its marker is. */
function markersAreUnknown(markers: MarkerPlace | undefined): boolean {
  return markers?.kind === 'folder' && !markers.isJoined;
}
