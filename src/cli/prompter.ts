/** Asks a person. */
export interface Prompter {
  /** The next typed line, without its line feed. Throws {@link Interrupted} at the end of input. */
  ask(question: string): Promise<string>;
  say(text: string): void;
  close(): void;
}
