/** Bytes `first` to `last`, both included. */
interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** What a `Range` header asks of an object: all of it, a part, or a part that does not exist (416). */
export type RangeAnswer = 'whole' | 'unsatisfiable' | ByteRange;

const single = /^bytes=(\d*)-(\d*)$/;

/**
 * Reads a `Range` header against an object of `size` bytes. OSS takes one range; anything else is answered with the
 * whole object. A range that reaches beyond the end is by default answered with the whole object too; with
 * `x-oss-range-behavior: standard` it is cut at the end, or refused when it begins there (OSS GetObject page).
 */
export function byteRange(header: string | undefined, size: number, standard: boolean): RangeAnswer {
  const [, from = '', to = ''] = single.exec(header?.trim() ?? '') ?? [];
  if (from === '' && to === '') return 'whole';
  const first = from === '' ? size - Number(to) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Number(to);
  if (first >= 0 && first <= last && last < size) return { first, last };
  if (!standard) return 'whole';
  // `bytes=9-5` is malformed, and so no range (RFC 9110 14.1.1).
  if (from !== '' && to !== '' && Number(to) < Number(from)) return 'whole';
  return first < size && size > 0 && to !== '0' ? { first: Math.max(first, 0), last: size - 1 } : 'unsatisfiable';
}
