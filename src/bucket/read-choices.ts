import { type ChoicesRead, readChoicesOf } from '../stores/read-choices.ts';
import { UNVERIFIED_CHOICES } from './unverified-choices.ts';

/** Reads `name=value` pairs separated by commas. If a name is repeated, the last value applies. */
export function readChoices(text: string): ChoicesRead<typeof UNVERIFIED_CHOICES> {
  return readChoicesOf(UNVERIFIED_CHOICES, text);
}
