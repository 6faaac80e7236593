import type { About, Layout, See } from '../world/layout.ts';
import { del, put, sweep, sweptAtOnce, timePasses } from '../world/operations.ts';
import { ALIAS, candidate, singleRules } from '../world/single-alias.ts';
import { HOUR } from '../world/world-task.ts';
import { wrongTarget } from '../world/wrong-target.ts';
import type { SpecialWorld } from './worlds.ts';

const ruleSet = singleRules('minimumAge: 1h');

/**
 * The alias should point at the greatest candidate that is old enough. If there is none, an alias whose target was
 * written again stays.
 */
function wrong(see: See, { operations, now }: About): string | undefined {
  const { objects } = see({ operation: 'ListObjects', prefix: 'a/', maxKeys: 1000 });
  const old = objects.filter(({ type, lastModified }) => type !== 'Symlink' && lastModified <= now - HOUR);
  const numbers = old.map(({ key }) => Number(key.split('/')[1]));
  const link = see({ operation: 'GetSymlink', key: ALIAS });
  const mayGo = operations.some(({ name }) => name.startsWith('delete'));
  // A handler that started before time passed removes an alias whose target is gone, because for that handler all other
  // candidates are too young.
  if (numbers.length > 0 && mayGo && link.found === 'none') return undefined;
  if (numbers.length > 0) return wrongTarget(see, ALIAS, candidate(Math.max(...numbers)));
  if (link.found === 'symlink') {
    const again = operations.filter(({ name }) => `a/${name.replace('put ', '')}/x` === link.target).length > 1;
    const isThere = see({ operation: 'HeadObject', key: link.target }).found === 'object';
    return again && isThere ? undefined : `${ALIAS} points at ${link.target}, and nothing is old enough`;
  }
  const isGone = link.found === 'none' && link.deleteMarker;
  const wasThere = isGone || operations.some(({ name }) => name === SWEPT.name);
  return wasThere && !mayGo ? `${ALIAS} is gone, and its target was only written again` : undefined;
}

/** A recorded target version was old enough before the alias was pointed at it. */
function neverYoung(see: See, { now }: About): string | undefined {
  const link = see({ operation: 'GetSymlink', key: ALIAS });
  if (link.found !== 'symlink') return undefined;
  const head = see({ operation: 'HeadObject', key: link.target });
  if (head.found !== 'object' || head.etag !== link.metadata['autoalias-etag']) return undefined;
  return head.lastModified <= now - HOUR ? undefined : `${ALIAS} shows a version of ${link.target} that is too young`;
}

const AGES: Layout = { ruleSet, aliases: [ALIAS], isAging: true, wrong };
const SWEPT = sweptAtOnce(ruleSet, 1);
const OPTIONS = { layout: AGES, always: neverYoung };
const ALL = ['Enabled', 'Never', 'Suspended'] as const;

/**
 * Candidates that are too young are promoted by the sweep after time has passed, while late events of others are
 * handled.
 */
export const AGE_WORLDS: readonly SpecialWorld[] = Object.entries({
  'too young, and nothing sweeps': [put(1), put(2)],
  'promoted by the sweep': [put(1), timePasses, sweep],
  'two promoted by the sweep': [put(1), put(2), timePasses, sweep],
  'an older one comes while the sweep promotes': [put(2), timePasses, sweep, put(1)],
  'a younger one comes while the sweep promotes': [put(1), timePasses, sweep, put(2)],
  'written again before the sweep': [put(1), timePasses, put(1), sweep],
  'the greater is written again before the sweep': [put(1), put(2), timePasses, put(2), sweep],
  'written again while the sweep promotes': [put(1), timePasses, sweep, put(1)],
  'the greater is written again while the sweep promotes': [put(1), put(2), timePasses, sweep, put(2)],
  'written again when it was promoted': [put(1), timePasses, SWEPT, put(1)],
  'the greater is written again when it was promoted': [put(1), put(2), timePasses, SWEPT, put(2)],
  'up and away before the sweep': [put(1), timePasses, del(1), sweep],
  'deleted when it was promoted': [put(1), timePasses, SWEPT, del(1)],
  'the greater is deleted while the sweep promotes': [put(1), put(2), timePasses, sweep, del(2)],
  'the greater is deleted when it was promoted': [put(1), put(2), timePasses, SWEPT, del(2)],
}).map(([name, operations]): SpecialWorld => ({ name: `age: ${name}`, states: ALL, operations, options: OPTIONS }));
