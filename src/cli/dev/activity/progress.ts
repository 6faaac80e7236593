/** Shows how far something is. */
export interface Progress {
  advance(): void;
  done(): void;
}

/** Shows how much is left if the total is unknown. */
export interface Countdown {
  show(left: number): void;
  done(): void;
}

/** Where progress is shown. */
export interface Screen {
  readonly write: (text: string) => void;
  /** Redraws the last line; absent if that is not possible. */
  readonly draw?: ((line: string) => void) | undefined;
}

const WIDTH = 30;
const LINE_EVERY = 100;

/** A bar if the last line can be redrawn, else one line per hundred. */
export function createProgress(label: string, total: number, to: Screen): Progress {
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
}

/** A number that is redrawn, or one line per hundred if the last line cannot be redrawn. */
export function createCountdown(label: string, to: Screen): Countdown {
  let last: number | undefined;
  return {
    show: (left) => {
      const isNext = last === undefined || Math.floor(left / LINE_EVERY) < Math.floor(last / LINE_EVERY);
      if (left === last || (to.draw === undefined && !isNext)) return;
      last = left;
      const line = `${left.toLocaleString('en')} ${label}`;
      if (to.draw === undefined) to.write(`${line}\n`);
      else to.draw(line);
    },
    done: () => {
      if (last !== undefined) to.draw?.('');
    },
  };
}

/** One line, always of the same width for one total. */
export function progressBar(label: string, count: number, total: number): string {
  const filled = total === 0 ? WIDTH : Math.floor((count / total) * WIDTH);
  const number = String(count).padStart(String(total).length);
  return `${label} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${number}/${total}`;
}
