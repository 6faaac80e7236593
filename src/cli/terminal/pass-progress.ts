import { progressBar } from '../dev/activity/progress.ts';
import { count } from './count.ts';

/** How far a pass over a bucket is, on one line of a terminal; nothing anywhere else. */
export interface PassProgress {
  show(state: PassState): void;
  /** Makes room for other lines; the next `show` draws it again. */
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

/** What is written meanwhile is listed too, so there may be more in the end than were counted. */
function passLine({ objects, aliases, changed }: PassState, total: number | undefined): string {
  const listed =
    total === undefined ? count(objects, 'object') : progressBar('objects', objects, Math.max(objects, total));
  return `${listed}, ${count(aliases, 'alias', 'aliases')}, ${changed} changed`;
}
