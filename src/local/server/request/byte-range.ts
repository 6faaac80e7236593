/** Bytes `first` to `last`, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** The part of an object that a `Range` header requests: all, a range, or a range that does not exist (416). */
export type RangeAnswer = 'whole' | 'unsatisfiable' | ByteRange;

const single = /^bytes=(\d*)-(\d*)$/;

/**
 * Applies a `Range` header to an object of `size` bytes. OSS supports one range and answers any other header with the whole
 * object. By default it also answers a range beyond the end with the whole object. With `x-oss-range-behavior: standard`
 * such a range is cut at the end, or refused if it begins there (OSS GetObject page).
 */
export function byteRange(header: string | undefined, size: number, standard: boolean): RangeAnswer {
  const [, from = '', to = ''] = single.exec(header?.trim() ?? '') ?? [];
  if (from === '' && to === '') return 'whole';
  const first = from === '' ? size - Number(to) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Number(to);
  if (first >= 0 && first <= last && last < size) return { first, last };
  if (!standard) return 'whole';
  // `bytes=9-5` is malformed, so it is ignored (RFC 9110 14.1.1).
  if (from !== '' && to !== '' && Number(to) < Number(from)) return 'whole';
  return first < size && size > 0 && to !== '0' ? { first: Math.max(first, 0), last: size - 1 } : 'unsatisfiable';
}
