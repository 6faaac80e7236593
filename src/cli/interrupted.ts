/** A person stopped the command (Ctrl-C, or the end of what is typed). Says what was done until then. */
export class Interrupted extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Interrupted';
  }
}
