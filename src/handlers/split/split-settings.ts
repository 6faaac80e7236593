import { AutoaliasError } from '../../autoalias-error.ts';

/** How the sweep of a large bucket is divided into tasks. */
export interface SplitSettings {
  /** The most tasks that run at the same time. */
  readonly mostTasks: number;
  /** About how many objects one task lists. */
  readonly objectsPerShard: number;
  /** Where the files of a run are. Ends with a slash. */
  readonly statePrefix: string;
  /** The origin of the API of Function Compute. Undefined: that of the account in its region. */
  readonly endpoint: string | undefined;
  /** From the environment, if the context of an invocation does not have it. */
  readonly account: string | undefined;
  readonly functionName: string | undefined;
}

/** At some 50 milliseconds for a page of 1,000 keys, a listing of this many takes half a minute. */
export const OBJECTS_PER_SHARD = 500_000;

/** Function Compute runs at most 300 instances in a region by default. */
const MOST_TASKS = 300;

interface Variables extends Omit<SplitSettings, 'mostTasks' | 'objectsPerShard' | 'statePrefix'> {
  /** `AUTOALIAS_SWEEP_TASKS` */
  readonly tasks: string | undefined;
  /** `AUTOALIAS_SWEEP_OBJECTS` */
  readonly objects: string | undefined;
  readonly statePrefix: string | undefined;
}

/**
 * Reads the settings of a divided sweep. Undefined without `AUTOALIAS_SWEEP_TASKS`, or if it is 0.
 *
 * @throws AutoaliasError `config-invalid`
 */
export function readSplitSettings({ tasks, objects, statePrefix, ...more }: Variables): SplitSettings | undefined {
  const mostTasks = wholeNumber('AUTOALIAS_SWEEP_TASKS', tasks ?? '0', 0, MOST_TASKS);
  const objectsPerShard = wholeNumber('AUTOALIAS_SWEEP_OBJECTS', objects ?? String(OBJECTS_PER_SHARD), 1, 1e9);
  if (mostTasks === 0) return undefined;
  if (statePrefix !== undefined) return { mostTasks, objectsPerShard, statePrefix, ...more };
  throw new AutoaliasError(
    'config-invalid',
    'AUTOALIAS_SWEEP_TASKS is set, and AUTOALIAS_STATE is off: tasks need a place for what they share; leave AUTOALIAS_STATE empty, or remove AUTOALIAS_SWEEP_TASKS',
  );
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new AutoaliasError(
    'config-invalid',
    `${name} is ${JSON.stringify(text)}, which is not a whole number from ${least} to ${most}`,
  );
}
