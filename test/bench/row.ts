/** What can be measured, with its unit. Times are per item. */
export const MEASURES = {
  wall: { title: 'wall clock', unit: 'µs' },
  cpu: { title: 'CPU', unit: 'µs' },
  memory: { title: 'memory', unit: 'MB' },
  requests: { title: 'requests', unit: '' },
  roundTrips: { title: 'round trips', unit: '' },
} as const;

export type Measure = keyof typeof MEASURES;

/** What one run of a side measured. */
export type Sample = Readonly<Partial<Record<Measure, number>>>;

/** One side of a comparison. */
export interface Side {
  readonly name: string;
  /** Does the work once, and returns what it measured. */
  run(): Promise<Sample> | Sample;
}

/** A limit that a row should keep. */
export interface Aim {
  readonly measure: Measure;
  /** The peer that we are compared with. Without it, the limit is an absolute value. */
  readonly peer?: string;
  /** Our value, divided by that of the peer, is at most this. */
  readonly atMost: number;
}

/** One row of the table: our code, and the peers that do the same work in the same run. */
export interface Row {
  /** Begins with the name of its group. `--only` finds it. */
  readonly name: string;
  readonly title: string;
  /** What a time is divided by: a decision, a request, a page. */
  readonly per: string;
  readonly ours: Side;
  readonly peers: readonly Side[];
  readonly aims: readonly Aim[];
  /** Fewer rounds than asked for, if one round takes many seconds. */
  readonly rounds?: number;
  /** The growth curve that the row is a point of, and the size at that point. */
  readonly curve?: { readonly name: string; readonly size: number };
}

/** Rows that share something that must be opened first, such as a server. */
export interface RowGroup {
  readonly name: string;
  readonly title: string;
  open(): Promise<OpenRows> | OpenRows;
}

export interface OpenRows {
  readonly rows: readonly Row[];
  close?(): Promise<void> | void;
}
