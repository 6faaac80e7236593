import type { About, Layout, See } from '../world/layout.ts';
import type { Operation } from '../world/operation.ts';
import { apply, del, put, sweep } from '../world/operations.ts';
import { ALIAS, singleRules } from '../world/single-alias.ts';
import type { SpecialWorld } from './worlds.ts';

function putBy(operations: readonly Operation[]): readonly number[] {
  return operations.flatMap(({ name }) => (name.startsWith('put ') ? [Number(name.slice('put '.length))] : []));
}

/** Only a person moves it, and not before asking: it shows what existed then, or what came during the look. */
function moved(see: See, { operations }: About): string | undefined {
  const link = see({ operation: 'GetSymlink', key: ALIAS });
  return link.found === 'symlink' ? lessThanSeen(operations, operations.indexOf(apply), link.target) : undefined;
}

function lessThanSeen(operations: readonly Operation[], asked: number, target: string): string | undefined {
  if (asked < 0) return `${ALIAS} points at ${target}, and no person asked for it`;
  const seen = Math.max(...putBy(operations.slice(0, asked)));
  return Number(target.split('/')[1]) >= seen ? undefined : `${ALIAS} points at ${target}, and ${seen} was there`;
}

function wrong(see: See, { operations }: About): string | undefined {
  const link = see({ operation: 'GetSymlink', key: ALIAS });
  const mayGo = operations.some(({ name }) => name.startsWith('delete'));
  if (link.found === 'symlink' && !mayGo) return lessThanSeen(operations, operations.lastIndexOf(apply), link.target);
  const mayBeMissing = mayGo || !operations.includes(apply);
  return link.found === 'symlink' || mayBeMissing ? undefined : `${ALIAS} is missing, and a person asked for it`;
}

const PROTECTED: Layout = { ruleSet: singleRules('protected: true'), aliases: [ALIAS], wrong };
const ALL = ['Enabled', 'Never', 'Suspended'] as const;

/** Events and sweeps never move it; a person does, while uploads come. */
export const PROTECTED_WORLDS: readonly SpecialWorld[] = Object.entries({
  'uploads and a sweep': [put(1), sweep, put(2)],
  'a person, and then an upload': [put(1), apply, put(2)],
  'a person between uploads': [put(1), put(2), apply, put(3)],
  'a person twice': [put(1), apply, put(2), apply],
  'a person and a sweep': [put(1), apply, put(2), sweep],
  'its target goes': [put(1), put(2), apply, del(2)],
  'its only target goes': [put(1), apply, del(1), sweep],
}).map(
  ([name, operations]): SpecialWorld => ({
    name: `protected: ${name}`,
    states: ALL,
    operations,
    // After a deletion, the person may have seen less.
    options: { layout: PROTECTED, ...(name.endsWith('goes') ? {} : { always: moved }) },
  }),
);
