import type { Curve } from './report/growth-chart.ts';

/** The growth curves in test/README.md, by the name of their file in `.github/`. */
export const CURVES: readonly Curve[] = [
  { name: 'decisions-random', title: 'Decisions about keys', size: 'rules in the file', measure: 'cpu' },
  { name: 'loading-json', title: 'Loading rules in JSON', size: 'rules in the file', measure: 'cpu' },
];
