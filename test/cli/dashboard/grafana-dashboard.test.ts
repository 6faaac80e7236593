import { expect, test } from 'vitest';
import * as z from 'zod';
import { grafanaDashboard } from '../../../src/cli/dashboard/grafana-dashboard.ts';
import { DECISION_METRICS, type MetricForm } from '../../../src/handlers/observe/metric-table.ts';
import { STATS_METRICS } from '../../../src/local/cloud/stats-metrics.ts';

const METRICS: readonly MetricForm[] = [...DECISION_METRICS, ...STATS_METRICS];

const position = z.object({ x: z.int(), y: z.int(), w: z.int().positive(), h: z.int().positive() });
const datasource = z.strictObject({ type: z.literal('prometheus'), uid: z.literal('$datasource') });
/** The fields of the dashboard model of Grafana that panels use ("JSON model" and its schema version 39). */
const panel = z.looseObject({
  id: z.int().positive(),
  type: z.enum(['row', 'stat', 'timeseries']),
  title: z.string().min(1),
  gridPos: position,
  targets: z
    .array(
      z.looseObject({ refId: z.string().regex(/^[A-Z]$/), datasource, expr: z.string(), legendFormat: z.string() }),
    )
    .default([]),
});
const dashboard = z.looseObject({
  title: z.string(),
  uid: z.string(),
  schemaVersion: z.literal(39),
  templating: z.object({
    list: z.array(
      z.looseObject({ name: z.string(), type: z.enum(['datasource', 'query']), definition: z.string().optional() }),
    ),
  }),
  panels: z.array(panel),
});

const printed = dashboard.parse(JSON.parse(JSON.stringify(grafanaDashboard())));
const targets = printed.panels.flatMap(({ title, targets: of }) => of.map((target) => ({ title, ...target })));

/** A selector of PromQL: the name of a metric, and the label filters behind it. */
interface Selector {
  readonly metric: MetricForm;
  /** The name without a metric of the table. */
  readonly suffix: string;
  readonly filtered: readonly string[];
}

/** The selectors of an expression. Throws for a name that no metric has. */
function selectorsOf(expr: string): readonly Selector[] {
  return [...expr.matchAll(/\bautoalias_\w+/g)].map(({ 0: name, index }) => {
    const metric = METRICS.find(
      (one) => name === one.name || (one.kind === 'histogram' && name === `${one.name}_bucket`),
    );
    if (metric === undefined) throw new Error(`${expr}: there is no metric ${name}`);
    const [, filters = ''] = /^\{([^}]*)\}/.exec(expr.slice(index + name.length)) ?? [];
    const filtered = [...filters.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"/g)].map(([, label = '']) => label);
    return { metric, suffix: name.slice(metric.name.length), filtered };
  });
}

const groupedBy = (expr: string): readonly string[] =>
  [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(/,\s*/));
const labelsOf = ({ metric, suffix }: Selector): readonly string[] => [
  ...metric.labels,
  ...(suffix === '_bucket' ? ['le'] : []),
];

test.each(targets)('$title: $expr uses metrics and labels that exist', ({ expr, legendFormat }) => {
  const selectors = selectorsOf(expr);
  expect(selectors.length).toBeGreaterThan(0);
  const shown = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
  for (const selector of selectors) {
    const labels = labelsOf(selector);
    expect(labels).toEqual(expect.arrayContaining([...selector.filtered, ...groupedBy(expr)]));
    // A legend can show only labels that the expression keeps.
    const kept = groupedBy(expr).length > 0 || /^sum\(/.test(expr) ? groupedBy(expr) : labels;
    expect(kept).toEqual(expect.arrayContaining(shown));
  }
});

test.each(targets)('$title: $expr treats the metric as what it is', ({ expr }) => {
  const isRate = /\b(?:rate|increase)\(/.test(expr);
  for (const { metric, suffix } of selectorsOf(expr)) {
    expect(isRate).toBe(metric.kind === 'counter' || suffix === '_bucket');
    expect(suffix === '_bucket').toBe(metric.kind === 'histogram');
  }
  let depth = 0;
  for (const char of expr) depth += char === '(' ? 1 : char === ')' ? -1 : 0;
  expect(depth).toBe(0);
});

test('every metric is on the dashboard', () => {
  const used = new Set(targets.flatMap(({ expr }) => selectorsOf(expr).map(({ metric }) => metric.name)));
  expect(METRICS.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
});

test('every variable exists, and its values are those of a label', () => {
  const names = printed.templating.list.map(({ name }) => name);
  const used = [...JSON.stringify(printed).matchAll(/\$\{?([a-z]\w*)/g)].map(([, name = '']) => name);
  expect(new Set(used.filter((name) => !name.startsWith('__')))).toEqual(new Set(names));
  for (const { definition } of printed.templating.list) {
    if (definition === undefined) continue;
    const [, metric, label] = /^label_values\((\w+), (\w+)\)$/.exec(definition) ?? [];
    expect(METRICS.find(({ name }) => name === metric)?.labels).toContain(label);
  }
});

test('panels have ids of their own, and do not overlap', () => {
  expect(new Set(printed.panels.map(({ id }) => id)).size).toBe(printed.panels.length);
  const cells = printed.panels.flatMap(({ gridPos: { x, y, w, h } }) => {
    expect(x + w).toBeLessThanOrEqual(24);
    return Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`);
  });
  expect(new Set(cells).size).toBe(cells.length);
});

test.each([
  ['sum(autoalias_moves)', 'there is no metric autoalias_moves'],
  ['autoalias_moves_total_bucket', 'there is no metric'],
])('the check finds a wrong name: %s', (expr, message) => {
  expect(() => selectorsOf(expr)).toThrow(message);
});
