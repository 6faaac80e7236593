import { InvalidArgumentError } from 'commander';

/**
 * Parses the whole number of a flag. Throws InvalidArgumentError for any other text, and for a number out of bounds.
 */
export function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
  };
}
