import { percentEncode } from './percent-encode.ts';

/** An object key as it stands in a request path and in the target header of a symlink: `/` stays, all else is encoded. */
export const encodeKey = (key: string): string => percentEncode(key).replaceAll('%2F', '/');
