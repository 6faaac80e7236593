/** Asks a person. */
export interface Prompter {
  /** The next typed line, without its line feed. Throws {@link Interrupted} at the end of input. */
  ask(question: string): Promise<string>;
  say(text: string): void;
  close(): void;
}

/** A person stopped the command with Ctrl-C or by ending the input. The message says what was done until then. */
export class Interrupted extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Interrupted';
  }
}
