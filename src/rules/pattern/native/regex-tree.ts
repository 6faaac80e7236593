import type { CodePoints } from './code-points.ts';

/** A parsed regular expression. */
export type RegexTree =
  /** One code point of the set. */
  | { readonly kind: 'set'; readonly points: CodePoints }
  | { readonly kind: 'sequence'; readonly items: readonly RegexTree[] }
  | { readonly kind: 'alternation'; readonly options: readonly RegexTree[] }
  /** A group that captures. `name` is undefined for `(…)`. */
  | { readonly kind: 'capture'; readonly name: string | undefined; readonly body: RegexTree }
  | {
      readonly kind: 'repeat';
      readonly body: RegexTree;
      readonly least: number;
      /** Infinity if there is no limit. */
      readonly most: number;
      readonly isLazy: boolean;
    }
  /** The start of the text. */
  | { readonly kind: 'start' }
  /** The end of the text. */
  | { readonly kind: 'end' };

/** The parts that a tree consists of. */
export function childrenOf(tree: RegexTree): readonly RegexTree[] {
  switch (tree.kind) {
    case 'sequence':
      return tree.items;
    case 'alternation':
      return tree.options;
    case 'capture':
    case 'repeat':
      return [tree.body];
    default:
      return [];
  }
}
