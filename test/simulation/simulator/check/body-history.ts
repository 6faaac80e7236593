import type { PutSymlink } from '../../../../src/stores/store-request.ts';
import type { ObjectFound } from '../../../../src/stores/store-response.ts';
import { servedHeaders, showHeaders } from '../../world/served-headers.ts';

/** Every object that ever existed at each key. */
export interface BodyHistory {
  saw(key: string, object: ObjectFound): void;
  /** Returns why a record of a target is wrong: the target never existed, or an alias of it has other headers. */
  disproves(write: PutSymlink): string | undefined;
}

export function createBodyHistory(): BodyHistory {
  const headersOf = new Map<string, string>();
  return {
    saw: (key, { versionId, etag, lastModified, headers }) => {
      headersOf.set(JSON.stringify([key, nullIfNone(versionId), etag, lastModified]), servedHeaders(headers));
    },
    disproves: ({ target, metadata = {}, headers = {} }) => {
      const { 'autoalias-version-id': versionId, 'autoalias-etag': etag, 'autoalias-modified': modified } = metadata;
      const recorded = [target, nullIfNone(versionId), etag, Number(modified)];
      const were = headersOf.get(JSON.stringify(recorded));
      if (were === undefined) return `${JSON.stringify(recorded)} of ${target}, which never existed`;
      const are = showHeaders(headers);
      return were === are ? undefined : `${target} with ${are}, which must have ${were}`;
    },
  };
}

/** Once versioning is switched on, an object without a version id is called null. */
function nullIfNone(versionId: string | undefined): string {
  return versionId ?? 'null';
}
