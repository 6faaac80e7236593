import type { AliasTask, ReleaseTask } from '../../../src/aliases/model/task.ts';
import { releaseTask } from '../../../src/aliases/model/task.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import type { RuleSet } from '../../../src/rules/rule-set.ts';
import type { Layout, See } from './layout.ts';
import type { Operation } from './operation.ts';
import { delKey, putKey } from './operations.ts';
import { wrongTarget } from './wrong-target.ts';

/** A release is complete when it has `z`, which is also the target of an alias. */
const FILES = ['x', 'y', 'z'] as const;
const LAST = 'z';

function releaseRules(regex: string): RuleSet {
  return parseRules(
    `version: 1
rules:
  - name: a
    match: { prefix: a/, regex: '${regex}' }
    order: { by: number, on: n }
    release: { of: '{n}', complete: ['a/{n}/${LAST}'] }
    aliases: ['a/latest/{file}']
`,
    'world.yaml',
  );
}

/** The marker of a release is in its folder. */
const ruleSet = releaseRules('^a/(?<n>[0-9]+)/(?<file>[xyz])$');

/** Each file has a marker of its own, because the regex does not say that the segment ends after the number. */
const ruleSetByFile = releaseRules('^a/(?<n>[0-9]+)(?:/)(?<file>[xyz])$');

function fileKey(n: number, file: string): string {
  return `a/${n}/${file}`;
}

export function aliasOf(file: string): string {
  return `a/latest/${file}`;
}

export function putFile(n: number, file: (typeof FILES)[number]): Operation {
  return putKey(`${n}/${file}`, fileKey(n, file));
}

export function delFile(n: number, file: (typeof FILES)[number]): Operation {
  return delKey(`${n}/${file}`, fileKey(n, file));
}

/** Compares every alias with its definition: it points at a file of the greatest complete release. */
function wrong(see: See): string | undefined {
  const { objects } = see({ operation: 'ListObjects', prefix: 'a/', maxKeys: 1000 });
  const there = new Set(objects.filter(({ type }) => type !== 'Symlink').map(({ key }) => key));
  const isWithdrawn = (n: number): boolean =>
    there.has(`a/${n}/.withdrawn`) ||
    FILES.some((file) => there.has(`${fileKey(n, file)}.withdrawn`) && there.has(fileKey(n, file)));
  const complete = [3, 2, 1].find((n) => there.has(fileKey(n, LAST)) && !isWithdrawn(n));
  const complaints = FILES.map((file) => {
    const key = complete === undefined ? undefined : fileKey(complete, file);
    return wrongTarget(see, aliasOf(file), key !== undefined && there.has(key) ? key : undefined);
  });
  return complaints.find((complaint) => complaint !== undefined);
}

/** The three aliases as one release task. */
export function groupOf(task: AliasTask): ReleaseTask {
  const release = releaseTask(task.rule === ruleSet.rules[0] ? ruleSet : ruleSetByFile, task);
  if (release === undefined) throw new TypeError(`${task.alias} is not part of a release`);
  return release;
}

/** Three aliases that move together. */
export const RELEASES: Layout = { ruleSet, aliases: FILES.map(aliasOf), isRelease: true, wrong };

/** The same, with a marker for each file. */
export const RELEASES_BY_FILE: Layout = { ...RELEASES, ruleSet: ruleSetByFile };
