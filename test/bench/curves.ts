import type { Curve } from './report/growth-chart.ts';

/** The growth curves in test/README.md, by the name of their file in `.github/`. */
export const CURVES: readonly Curve[] = [];
