import type { Layout, See, WorldFacts } from '../world/layout.ts';
import { del, put, sweep, sweptAtOnce, timePasses } from '../world/operations.ts';
import { ALIAS, candidate, singleRules } from '../world/single-alias.ts';
import { HOUR } from '../world/world-task.ts';
import { wrongTarget } from '../world/wrong-target.ts';
import type { SpecialWorld } from './worlds.ts';

const ruleSet = singleRules('minimumAge: 1h');

/**
 * The alias should point at the greatest candidate that is old enough. If there is none, the alias stays if its target
 * was only uploaded again.
 */
function wrong(see: See, { operations, now }: WorldFacts): string | undefined {
  const { objects } = see({ operation: 'ListObjects', prefix: 'a/', maxKeys: 1000 });
  const old = objects.filter(({ type, lastModified }) => type !== 'Symlink' && lastModified <= now - HOUR);
  const numbers = old.map(({ key }) => Number(key.split('/')[1]));
  const link = see({ operation: 'GetSymlink', key: ALIAS });
  const mayBeDeleted = operations.some(({ name }) => name.startsWith('delete'));
  // A handler that started before time passed deletes an alias whose target is gone. For that handler, all other
  // candidates are too young.
  if (numbers.length > 0 && mayBeDeleted && link.found === 'none') return undefined;
  if (numbers.length > 0) return wrongTarget(see, ALIAS, candidate(Math.max(...numbers)));
  if (link.found === 'symlink') {
    const again = operations.filter(({ name }) => `a/${name.replace('put ', '')}/x` === link.target).length > 1;
    const isThere = see({ operation: 'HeadObject', key: link.target }).found === 'object';
    return again && isThere ? undefined : `${ALIAS} points at ${link.target}, but no candidate is old enough`;
  }
  const isGone = link.found === 'none' && link.deleteMarker;
  const wasThere = isGone || operations.some(({ name }) => name === SWEPT.name);
  return wasThere && !mayBeDeleted ? `${ALIAS} is missing, but its target was only uploaded again` : undefined;
}

/** The version of the target that the alias records is old enough at every moment. */
function neverYoung(see: See, { now }: WorldFacts): string | undefined {
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

/** The sweep promotes candidates that have become old enough, while late events of other candidates are handled. */
export const AGE_WORLDS: readonly SpecialWorld[] = Object.entries({
  'too young, without a sweep': [put(1), put(2)],
  'promoted by the sweep': [put(1), timePasses, sweep],
  'the greater of two is promoted by the sweep': [put(1), put(2), timePasses, sweep],
  'a lesser one is uploaded during the sweep': [put(2), timePasses, sweep, put(1)],
  'a greater one is uploaded during the sweep': [put(1), timePasses, sweep, put(2)],
  'uploaded again before the sweep': [put(1), timePasses, put(1), sweep],
  'the greater is uploaded again before the sweep': [put(1), put(2), timePasses, put(2), sweep],
  'uploaded again during the sweep': [put(1), timePasses, sweep, put(1)],
  'the greater is uploaded again during the sweep': [put(1), put(2), timePasses, sweep, put(2)],
  'uploaded again after it was promoted': [put(1), timePasses, SWEPT, put(1)],
  'the greater is uploaded again after it was promoted': [put(1), put(2), timePasses, SWEPT, put(2)],
  'uploaded and deleted before the sweep': [put(1), timePasses, del(1), sweep],
  'deleted after it was promoted': [put(1), timePasses, SWEPT, del(1)],
  'the greater is deleted during the sweep': [put(1), put(2), timePasses, sweep, del(2)],
  'the greater is deleted after it was promoted': [put(1), put(2), timePasses, SWEPT, del(2)],
}).map(([name, operations]): SpecialWorld => ({ name: `age: ${name}`, states: ALL, operations, options: OPTIONS }));
