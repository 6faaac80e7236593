/** Shows how far something is. */
export interface Progress {
  advance(): void;
  done(): void;
}

const WIDTH = 30;
const LINE_EVERY = 100;

/** A bar where a line can be drawn anew, a line per hundred anywhere else. */
export const createProgress = (
  label: string,
  total: number,
  to: { readonly write: (text: string) => void; readonly draw?: ((line: string) => void) | undefined },
): Progress => {
  let count = 0;
  let drawn = '';
  const draw = (): void => {
    const bar = progressBar(label, count, total);
    if (bar !== drawn) to.draw?.(bar);
    drawn = bar;
  };
  return {
    advance: () => {
      count += 1;
      if (to.draw !== undefined) draw();
      else if (count % LINE_EVERY === 0 || count === total) to.write(`${label} ${count} of ${total}\n`);
    },
    done: () => {
      if (to.draw !== undefined) to.write('\n');
    },
  };
};

/** One line, always of the same width for one total. */
export const progressBar = (label: string, count: number, total: number): string => {
  const filled = total === 0 ? WIDTH : Math.floor((count / total) * WIDTH);
  const number = String(count).padStart(String(total).length);
  return `${label} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${number}/${total}`;
};
