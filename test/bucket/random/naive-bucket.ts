import type { VersioningStatus } from '../../../src/bucket/records/object-record.ts';

export interface NaiveVersion {
  readonly key: string;
  readonly id: string;
  readonly kind: 'object' | 'symlink' | 'marker';
  readonly blob?: string;
  readonly target?: string;
}

export type Reading = { readonly fault: string } | { readonly blob: string };
export type NaiveItem = { readonly key: string } | { readonly prefix: string };

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/**
 * A simple model of a bucket, written from the documentation: one list of versions in the order of their writes, which
 * every operation searches from end to end.
 */
export function naiveBucket() {
  let versioning: VersioningStatus = 'Never';
  let versions: NaiveVersion[] = [];
  const newest = (key: string) => versions.findLast((version) => version.key === key);
  const keys = () => [...new Set(versions.map(({ key }) => key))].sort(byBytes);

  const write = (version: NaiveVersion): void => {
    if (version.id === 'null') versions = versions.filter(({ key, id }) => key !== version.key || id !== 'null');
    versions.push(version);
  };

  const remove = (key: string, id: string): void => {
    versions = versions.filter((version) => version.key !== key || version.id !== id);
  };

  const find = (key: string, id?: string): NaiveVersion | string => {
    const found = id === undefined ? newest(key) : versions.find((version) => version.key === key && version.id === id);
    if (!found) return id === undefined ? 'NoSuchKey' : 'NoSuchVersion';
    if (found.kind === 'marker') return id === undefined ? 'NoSuchKey' : 'MethodNotAllowed';
    return found;
  };

  const read = (key: string, id?: string): Reading => {
    const found = find(key, id);
    if (typeof found === 'string') return { fault: found };
    if (found.kind === 'object') return { blob: found.blob ?? '' };
    const target = newest(found.target ?? '');
    if (!target || target.kind === 'marker') return { fault: 'SymlinkTargetNotExist' };
    return target.kind === 'symlink' ? { fault: 'InvalidTargetType' } : { blob: target.blob ?? '' };
  };

  const items = (prefix: string, delimiter: string, after: string): NaiveItem[] => {
    const list: NaiveItem[] = [];
    for (const key of keys()) {
      if (newest(key)?.kind === 'marker' || !key.startsWith(prefix) || byBytes(key, after) <= 0) continue;
      const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      const rolled = cut < 0 ? undefined : key.slice(0, cut + delimiter.length);
      if (rolled === undefined) list.push({ key });
      else if (rolled !== after && !list.some((item) => 'prefix' in item && item.prefix === rolled)) {
        list.push({ prefix: rolled });
      }
    }
    return list;
  };

  return {
    get versioning() {
      return versioning;
    },
    configure: (status: VersioningStatus) => {
      versioning = status;
    },
    write,
    remove,
    find,
    read,
    items,
    keys,
    /** Newest first, keys in byte order. */
    all: () => keys().flatMap((key) => versions.filter((version) => version.key === key).reverse()),
    blobs: () => new Set(versions.flatMap(({ blob }) => (blob === undefined ? [] : [blob]))),
  };
}
