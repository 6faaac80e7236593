/** Asks a person. */
export interface Prompter {
  /** The next line that is typed, without its end. Throws {@link Interrupted} where there will be none. */
  ask(question: string): Promise<string>;
  say(text: string): void;
  close(): void;
}
