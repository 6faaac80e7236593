import { type RuleSpec, sourcesOf } from '../plan/rule-spec.ts';

const NAME = '.withdrawn';

/** Whether a key is that of a marker of the rule, which is never a candidate. */
export function isMarkerOf({ withdraw = true, prefix }: RuleSpec, key: string): boolean {
  return withdraw && key.startsWith(prefix) && key.endsWith(NAME);
}

/**
 * The marker that withdraws a key, or undefined if the rule ignores markers.
 *
 * A second implementation: it names the owner of each character of the key, and looks at the path segment of the last
 * ordered group. In that segment, all characters must belong to literal text or ordered groups, and the other ordered
 * groups must end in it or before it.
 *
 * @param groups the groups of the key. Undefined for a file that is not a candidate.
 * @param release the groups that identify the release of the file.
 */
export function markerOf(
  rule: RuleSpec,
  key: string,
  groups: Readonly<Record<string, string>> | undefined,
  release: Readonly<Record<string, string>> = {},
): string | undefined {
  const { withdraw = true, prefix } = rule;
  if (!withdraw) return undefined;
  const folder = groups === undefined ? folderOfFile(rule, key, release) : folderOf(rule, groups);
  const inFolder = folder === undefined ? undefined : `${folder}${NAME}`;
  return inFolder?.startsWith(prefix) ? inFolder : `${key}${NAME}`;
}

/** One character of a key, and what it belongs to. */
interface Owned {
  readonly character: string;
  /** A group, or undefined for literal text. */
  readonly group: string | undefined;
}

function folderOf({ pattern, order }: RuleSpec, groups: Readonly<Record<string, string>>): string | undefined {
  const ordered = [order, order.next].flatMap((term) => groupsOf(term?.on ?? ''));
  const characters = pattern.flatMap((part): readonly Owned[] => {
    const group = typeof part === 'string' ? undefined : part.group;
    const text = typeof part === 'string' ? part : (groups[part.group] ?? '');
    return [...text].map((character) => ({ character, group }));
  });
  const isSlash = ({ character, group }: Owned): boolean => character === '/' && group === undefined;
  const last = characters.findLastIndex(({ group }) => group !== undefined && group === ordered.at(-1));
  const end = characters.findIndex((one, at) => at > last && isSlash(one));
  if (last === -1 || end === -1) return undefined;
  const start = characters.findLastIndex((one, at) => at < end && isSlash(one)) + 1;
  const isWhole = characters.slice(start, end).every(({ group }) => group === undefined || ordered.includes(group));
  const isLast = !characters.slice(end).some(({ group }) => group !== undefined && ordered.includes(group));
  return isWhole && isLast
    ? characters
        .slice(0, end + 1)
        .map(({ character }) => character)
        .join('')
    : undefined;
}

/** The groups that an entry of the order reads. */
function groupsOf(on: string): readonly string[] {
  if (!on.includes('{')) return on === '' ? [] : [on];
  return [...on.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

/** The folder of the release, if the file is in it. Tries every folder of the key as the folder of a candidate. */
function folderOfFile(rule: RuleSpec, key: string, release: Readonly<Record<string, string>>): string | undefined {
  const known = Object.fromEntries([...sourcesOf(rule.pattern).keys()].map((group) => [group, release[group] ?? '\0']));
  const folder = folderOf(rule, known);
  return folder !== undefined && !folder.includes('\0') && key.startsWith(folder) ? folder : undefined;
}
