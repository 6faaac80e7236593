/** The size that a store tells of a link, which no page settles. `nameBytes`: the length of its target's name. */
export function shownLinkSize(choice: 'zero' | 'target-name-length', nameBytes: number): number {
  return choice === 'zero' ? 0 : nameBytes;
}
