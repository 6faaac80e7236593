import { AutoaliasError } from '../../autoalias-error.ts';

/** Settings of `autoalias dev` that cannot be used: one line for each, so that a line feed in a value adds none. */
export class SettingsInvalid extends AutoaliasError {
  readonly lines: readonly string[];

  constructor(code: 'usage' | 'config-invalid', lines: readonly string[]) {
    super(code, lines.join('\n'));
    this.lines = lines;
  }
}
