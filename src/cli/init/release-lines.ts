import { literal, written } from './alias-templates.ts';
import type { KeyShape } from './key-shape.ts';
import { yamlText } from './rules-text.ts';

/** How the files of one version form a release: the key of the release, and the file that is uploaded last. */
export interface InitRelease {
  readonly of: string;
  readonly complete: string;
}

/** The release of a shape whose versions are folders of files; undefined if a version is one file. */
export function releaseOf({ prefix, pieces }: KeyShape, lastFile?: string): InitRelease | undefined {
  const at = pieces.findIndex((piece) => 'ordered' in piece);
  const [next, ...files] = pieces.slice(at + 1);
  if (next === undefined || !('text' in next) || next.text !== '/') return undefined;
  if (!files.some((piece) => 'group' in piece)) return undefined;
  const folder = pieces.slice(0, at + 1);
  const groups = folder.flatMap((piece) => ('group' in piece ? [`{${piece.group}}`] : []));
  const isPartition = pieces.some((piece) => 'text' in piece && piece.text.endsWith('='));
  const file = lastFile ?? (isPartition ? '_SUCCESS' : 'SHA256SUMS');
  return {
    of: groups.join('/'),
    complete: `${literal(prefix)}${folder.map(written).join('')}/${literal(file)}`,
  };
}

export function releaseLine({ of, complete }: InitRelease): string {
  return `release: { of: ${yamlText(of)}, complete: [${yamlText(complete)}] }`;
}
