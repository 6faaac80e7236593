import { objectKeyFlaw } from '../../object-key.ts';
import type { NotOrdered } from '../orders/order.ts';
import type { Groups } from '../pattern/groups.ts';
import { renderTemplate } from '../pattern/template.ts';
import type { AliasTemplate, Rule } from '../rule.ts';
import type { Rejection } from './rejection.ts';

/** An object that a rule matches, although its order cannot read it. */
export interface UnreadObject {
  readonly key: string;
  /** Why the order cannot read it. */
  readonly why: string;
}

/** Objects that a rule matches, although its order cannot read them. */
export interface UnreadObjects {
  /** How many there are. */
  readonly objects: number;
  /** The first of them. */
  readonly examples: readonly UnreadObject[];
}

/** How many examples are kept. */
const MOST_EXAMPLES = 3;

/** Counts unread objects. Keeps only the first, so its size does not grow with their number. */
export interface UnreadTally {
  add(object: UnreadObject): void;
  /** Adds what another tally has counted. */
  addAll(counted: UnreadObjects): void;
  /** Undefined if nothing was added. */
  readonly counted: UnreadObjects | undefined;
}

export function createUnreadTally(): UnreadTally {
  const examples: UnreadObject[] = [];
  let objects = 0;
  return {
    add(object) {
      if (objects++ < MOST_EXAMPLES) examples.push(object);
    },
    addAll(counted) {
      objects += counted.objects;
      examples.push(...counted.examples.slice(0, MOST_EXAMPLES - examples.length));
    },
    get counted() {
      return objects === 0 ? undefined : { objects, examples: [...examples] };
    },
  };
}

/** Whether the groups of a key say which alias of the template it belongs to, even if the order cannot read the key. */
export function isNamedWithoutOrder({ pieces }: AliasTemplate): boolean {
  return pieces.every(({ kind }) => kind !== 'part');
}

/**
 * The alias that an unread object would be a candidate of. Undefined if the template names a part of the order value, as in
 * `v{version.major}`: nothing says then which alias it would be.
 */
export function aliasOfUnread({ pieces }: AliasTemplate, groups: Groups): string | undefined {
  const alias = renderTemplate(pieces, { groups, parts: {} });
  return alias !== undefined && objectKeyFlaw(alias) === undefined ? alias : undefined;
}

/**
 * Why a rule does not use a key that its order cannot read. An object at the key of an alias is not a skipped candidate:
 * under `releases/{app}/latest/{file}`, an object at `releases/app/latest/app.tgz` was not uploaded as version "latest".
 *
 * @param mayBeLink the listing does not show whether it is a link. At a key that any template can produce, as
 * `v{version.major}` produces `v1`, it then counts as the alias.
 */
export function unreadRejection(
  { templates }: Rule,
  { key, mayBeLink = false }: { readonly key: string; readonly mayBeLink?: boolean },
  groups: Groups,
  { why }: NotOrdered,
): Rejection {
  const isAtAlias = templates.some(
    (template) =>
      aliasOfUnread(template, groups) === key || (mayBeLink && template.keyPattern.match(key) !== undefined),
  );
  return { kind: isAtAlias ? 'at-alias' : 'unread', why };
}
