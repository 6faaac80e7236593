import { InvalidArgumentError } from 'commander';

/** Parses a flag's whole number. Anything else, or a number out of bounds, is wrong use. */
export function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
  };
}
