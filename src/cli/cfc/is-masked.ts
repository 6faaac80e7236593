/**
 * Whether an API returned no value, or one with stars instead of characters. The pages of CFC and BOS do not say whether they
 * return secrets, or which form a hidden one has, so a value with any star is not written back.
 */
export function isMasked(value: string | undefined): boolean {
  return value === undefined || !/^[^*]+$/.test(value);
}
