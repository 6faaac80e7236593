import type { Layout, See, WorldFacts } from '../world/layout.ts';
import type { Operation } from '../world/operation.ts';
import { apply, del, put, sweep } from '../world/operations.ts';
import { ALIAS, singleRules } from '../world/single-alias.ts';
import type { SpecialWorld } from './worlds.ts';

function putBy(operations: readonly Operation[]): readonly number[] {
  return operations.flatMap(({ name }) => (name.startsWith('put ') ? [Number(name.slice('put '.length))] : []));
}

/**
 * Only a command moves the alias. It then shows the greatest candidate at that moment, or a greater one that was
 * uploaded later.
 */
function moved(see: See, { operations }: WorldFacts): string | undefined {
  const link = see({ operation: 'GetSymlink', key: ALIAS });
  return link.found === 'symlink' ? lessThanSeen(operations, operations.indexOf(apply), link.target) : undefined;
}

function lessThanSeen(operations: readonly Operation[], commanded: number, target: string): string | undefined {
  if (commanded < 0) return `${ALIAS} points at ${target}, but no person asked for it`;
  const least = Math.max(...putBy(operations.slice(0, commanded)));
  return Number(target.split('/')[1]) >= least ? undefined : `${ALIAS} points at ${target}, but ${least} existed`;
}

function wrong(see: See, { operations }: WorldFacts): string | undefined {
  const link = see({ operation: 'GetSymlink', key: ALIAS });
  const mayBeDeleted = operations.some(({ name }) => name.startsWith('delete'));
  if (link.found === 'symlink' && !mayBeDeleted)
    return lessThanSeen(operations, operations.lastIndexOf(apply), link.target);
  const mayBeMissing = mayBeDeleted || !operations.includes(apply);
  return link.found === 'symlink' || mayBeMissing ? undefined : `${ALIAS} is missing, but a person asked for it`;
}

const PROTECTED: Layout = { ruleSet: singleRules('protected: true'), aliases: [ALIAS], wrong };
const ALL = ['Enabled', 'Never', 'Suspended'] as const;

/** Events and sweeps never move a protected alias. A person's command does, also during uploads. */
export const PROTECTED_WORLDS: readonly SpecialWorld[] = Object.entries({
  'uploads and a sweep': [put(1), sweep, put(2)],
  'a command, then an upload': [put(1), apply, put(2)],
  'a command between uploads': [put(1), put(2), apply, put(3)],
  'two commands': [put(1), apply, put(2), apply],
  'a command and a sweep': [put(1), apply, put(2), sweep],
  'its target is deleted': [put(1), put(2), apply, del(2)],
  'its only candidate is deleted': [put(1), apply, del(1), sweep],
}).map(
  ([name, operations]): SpecialWorld => ({
    name: `protected: ${name}`,
    states: ALL,
    operations,
    // If the greatest candidate is deleted, the command may have found a lesser one.
    options: { layout: PROTECTED, ...(name.endsWith('is deleted') ? {} : { always: moved }) },
  }),
);
