import { progressBar } from '../dev/activity/progress.ts';
import { count } from './count.ts';

/** Shows the progress of a pass over a bucket, on one line of a terminal. Without a terminal, it shows nothing. */
export interface PassProgress {
  show(state: PassState): void;
  /** Makes room for other lines. The next `show` draws it again. */
  clear(): void;
}

interface PassState {
  readonly objects: number;
  readonly aliases: number;
  readonly changed: number;
}

/** Milliseconds between two drawings. */
const PAUSE = 100;

/**
 * @param draw absent if the output is not a terminal.
 * @param total how many objects there are, once that is known.
 */
export function createPassProgress(
  draw: ((line: string) => void) | undefined,
  now: () => number,
  total: () => number | undefined,
): PassProgress {
  let drawnAt: number | undefined;
  return {
    show(state) {
      if (draw === undefined || (drawnAt !== undefined && now() - drawnAt < PAUSE)) return;
      drawnAt = now();
      draw(passLine(state, total()));
    },
    clear() {
      if (drawnAt !== undefined) draw?.('');
      drawnAt = undefined;
    },
  };
}

/** The pass also lists objects that are written meanwhile, so it can list more than were counted. */
function passLine({ objects, aliases, changed }: PassState, total: number | undefined): string {
  const listed =
    total === undefined ? count(objects, 'object') : progressBar('objects', objects, Math.max(objects, total));
  return `${listed}, ${count(aliases, 'alias', 'aliases')}, ${changed} changed`;
}
