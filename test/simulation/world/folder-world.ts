import type { AliasTask } from '../../../src/aliases/model/task.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import type { Layout, See } from './layout.ts';
import type { Operation } from './operation.ts';
import { delKey, putKey } from './operations.ts';
import { runAtOnce } from './run-at-once.ts';
import { taskFor } from './world-task.ts';
import { wrongTarget } from './wrong-target.ts';

const FILES = ['x', 'y'] as const;
type File = (typeof FILES)[number];

const ruleSet = parseRules(
  `version: 1
rules:
  - name: a
    match: { prefix: a/, regex: '^a/(?<n>[0-9]+)/(?<file>[xy])$' }
    order: { by: number, on: n }
    aliases: ['a/latest/{file}']
`,
  'world.yaml',
);

function fileKey(n: number, file: File): string {
  return `a/${n}/${file}`;
}

function aliasOf(file: File): string {
  return `a/latest/${file}`;
}

export function putInFolder(n: number, file: File): Operation {
  return putKey(`${n}/${file}`, fileKey(n, file));
}

export function delInFolder(n: number, file: File): Operation {
  return delKey(`${n}/${file}`, fileKey(n, file));
}

/** Objects are uploaded, and both aliases are right, in one instant. No event is left. */
export function folderOf(...files: readonly (readonly [n: number, file: File])[]): Operation {
  const uploads = files.map(([n, file]) => putInFolder(n, file));
  return {
    name: uploads.map(({ name }) => name).join(', '),
    do: (store, nth) => {
      for (const [i, upload] of uploads.entries()) upload.do(store, nth * 16 + i);
      const task = taskFor(FOLDER, { kind: 'sweep' }, 0, store.capabilities);
      for (const file of FILES) runAtOnce(reconcile({ ...task, alias: aliasOf(file) }), store);
      return [];
    },
  };
}

/** Each alias points at the file of the greatest number that has the file and is not withdrawn. */
function wrong(see: See): string | undefined {
  const { objects } = see({ operation: 'ListObjects', prefix: 'a/', maxKeys: 1000 });
  const there = new Set(objects.filter(({ type }) => type !== 'Symlink').map(({ key }) => key));
  const complaints = FILES.map((file) => {
    const n = [3, 2, 1].find((one) => there.has(fileKey(one, file)) && !there.has(`a/${one}/.withdrawn`));
    return wrongTarget(see, aliasOf(file), n === undefined ? undefined : fileKey(n, file));
  });
  return complaints.find((complaint) => complaint !== undefined);
}

/** Two aliases that each move alone, whose candidates have the same prefix. */
export const FOLDER: Layout = { ruleSet, aliases: FILES.map(aliasOf), isFolder: true, wrong };

/** The tasks of the aliases that a change affects: one for a file, all of them for a marker. Undefined in another world. */
export function folderTasks(task: AliasTask, key: string): readonly AliasTask[] | undefined {
  if (task.rule !== ruleSet.rules[0]) return undefined;
  const own = FILES.filter((file) => key.endsWith(`/${file}`));
  return (own.length === 0 ? FILES : own).map((file) => ({ ...task, alias: aliasOf(file) }));
}
