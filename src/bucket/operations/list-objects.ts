import { defined } from '../../defined.ts';
import type { ListedObject } from '../../stores/store-response.ts';
import type { ListObjectsArgs, ListObjectsResult } from '../bucket-engine.ts';
import { checkListText } from '../checks/check-object-key.ts';
import type { EngineContext } from '../engine-context.ts';
import { checkMaxKeys, decodeToken, encodeToken, shownLinkSize } from '../listing-page.ts';
import type { CurrentEntry } from '../records/bucket-records.ts';
import { requireBucket } from '../records/find-version.ts';
import { commonPrefixOf, scanRange } from '../records/scan-range.ts';
import { afterPrefix, currentStem } from '../records/table-layout.ts';
import { restoreState } from '../restoration.ts';

/** ListObjects, versions 1 and 2: one scan of the current objects. It never reads older versions. */
export function listObjects(ctx: EngineContext, args: ListObjectsArgs): ListObjectsResult {
  const { prefix = '', delimiter = '' } = args;
  for (const name of ['prefix', 'delimiter', 'marker', 'startAfter'] as const) checkListText(ctx, name, args[name]);
  const bucket = requireBucket(ctx.table, args.bucket);
  const maxKeys = checkMaxKeys(args.maxKeys);
  const after =
    args.continuationToken === undefined ? (args.startAfter ?? args.marker ?? '') : decodeToken(args.continuationToken);

  const stem = (keyStart: string): string => currentStem(bucket.name, keyStart);
  const base = stem('').length;
  // After a page that ended with a common prefix, continue after all keys of that prefix.
  const endedWithPrefix = commonPrefixOf(after, prefix, delimiter) === after;
  const from = endedWithPrefix ? afterPrefix(stem(after)) : `${stem(after)}${after === '' ? '' : '\u0000'}`;
  const scan = { stem, keyOf: ([key]: readonly [string, unknown]) => key.slice(base), prefix, delimiter, from };

  const objects: ListedObject[] = [];
  const prefixes: string[] = [];
  let last = '';
  for (const item of scanRange(ctx.table, { ...scan, atMost: maxKeys + 1 })) {
    if (objects.length + prefixes.length === maxKeys) {
      return { objects, prefixes, nextMarker: last, nextToken: encodeToken(last) };
    }
    last = item.commonPrefix ?? item.key;
    if (item.commonPrefix === undefined) objects.push(listed(ctx, item.key, item.value as CurrentEntry));
    else prefixes.push(item.commonPrefix);
  }
  return { objects, prefixes };
}

function listed({ choices, now }: EngineContext, key: string, entry: CurrentEntry): ListedObject {
  return {
    key,
    etag: entry.etag,
    size: entry.type === 'Normal' ? entry.size : shownLinkSize(choices.linkListedSize, entry.size),
    lastModified: entry.lastModified,
    type: entry.type,
    storageClass: entry.storageClass,
    ...defined({ restore: restoreState(entry.restoration, now()) }),
  };
}
