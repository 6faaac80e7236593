/** An expression of PromQL with the name of its lines, such as `{{rule}}`. */
interface Query {
  readonly expr: string;
  readonly legend: string;
}

/** A panel, before Grafana's own fields are added. */
interface PanelPlan {
  readonly title: string;
  readonly why: string;
  readonly type: 'stat' | 'timeseries';
  /** A unit of Grafana: `s` is seconds, `short` a number, `ops` a number per second. */
  readonly unit: 's' | 'short' | 'ops';
  readonly queries: readonly Query[];
  /** The value from which a stat is shown in red. */
  readonly bad?: number;
}

interface RowPlan {
  readonly title: string;
  readonly panels: readonly PanelPlan[];
}

/** The label filters of the variables at the top. Grafana writes `.*` for All. */
const RULE = 'rule=~"$rule"';
const BUCKET = 'bucket=~"$bucket"';

const ROWS: readonly RowPlan[] = [
  {
    title: 'Is everything up to date?',
    panels: [
      {
        title: 'Dangling aliases',
        why: 'Aliases whose target did not exist when the last sweep saw them.',
        type: 'stat',
        unit: 'short',
        bad: 1,
        queries: [{ expr: `sum(autoalias_last_sweep_dangling{${BUCKET}})`, legend: '' }],
      },
      {
        title: 'Not up to date',
        why: 'Aliases that the last sweep refused to write, left to another program, or could not write.',
        type: 'stat',
        unit: 'short',
        bad: 1,
        queries: [
          { expr: `sum(autoalias_last_sweep_aliases{${BUCKET},action=~"refused|yielded|failed"})`, legend: '' },
        ],
      },
      {
        title: 'Dead letters',
        why: 'Failed events that wait for a person. Only the local cloud has this metric; a deployment has the alarm failed-events.',
        type: 'stat',
        unit: 'short',
        bad: 1,
        queries: [{ expr: 'autoalias_dead_letters', legend: '' }],
      },
      {
        title: 'Since the last sweep',
        why: 'More than two intervals of the schedule mean that sweeps fail.',
        type: 'stat',
        unit: 's',
        bad: 900,
        queries: [{ expr: `time() - max(autoalias_last_sweep_timestamp_seconds{${BUCKET}})`, legend: '' }],
      },
      {
        title: 'Repairs',
        why: 'Aliases that sweeps moved or removed in the time range: events were lost, or another program wrote the aliases.',
        type: 'stat',
        unit: 'short',
        queries: [{ expr: increase('autoalias_repairs_total', RULE), legend: '' }],
      },
      {
        title: 'Lag (95 %)',
        why: 'Time from an event until its alias was written.',
        type: 'stat',
        unit: 's',
        bad: 60,
        queries: [lagQuantile(0.95)],
      },
    ],
  },
  {
    title: 'Aliases',
    panels: [
      {
        title: 'Moves',
        why: 'Aliases that events and commands moved or removed.',
        type: 'timeseries',
        unit: 'ops',
        queries: [{ expr: rate('autoalias_moves_total', 'rule, action', RULE), legend: '{{rule}} {{action}}' }],
      },
      {
        title: 'Lag',
        why: 'Time from an event until its alias was written. OSS reports the time of events in whole seconds.',
        type: 'timeseries',
        unit: 's',
        queries: [lagQuantile(0.5), lagQuantile(0.95), lagQuantile(0.99)],
      },
      {
        title: 'Repairs and refusals',
        why: 'What sweeps had to repair, and what could not be written.',
        type: 'timeseries',
        unit: 'ops',
        queries: [
          { expr: rate('autoalias_repairs_total', 'rule, action', RULE), legend: 'repair: {{rule}} {{action}}' },
          { expr: rate('autoalias_refusals_total', 'rule, action', RULE), legend: '{{rule}} {{action}}' },
          { expr: rate('autoalias_dangling_total', 'rule', RULE), legend: '{{rule}} dangling' },
        ],
      },
      {
        title: 'Skipped events',
        why: 'Events of keys that no alias uses. The kind unread is an upload that no order can read.',
        type: 'timeseries',
        unit: 'ops',
        queries: [{ expr: rate('autoalias_skipped_total', 'kind'), legend: '{{kind}}' }],
      },
    ],
  },
  {
    title: 'Sweeps and cost',
    panels: [
      {
        title: 'Aliases of the last sweep',
        why: 'By what the sweep did with them.',
        type: 'timeseries',
        unit: 'short',
        queries: [
          { expr: `autoalias_last_sweep_aliases{${BUCKET}}`, legend: '{{bucket}} {{action}}' },
          { expr: `autoalias_last_sweep_objects{${BUCKET}}`, legend: '{{bucket}} objects' },
        ],
      },
      {
        title: 'Duration of the last sweep',
        why: 'A function may run for 900 seconds.',
        type: 'timeseries',
        unit: 's',
        queries: [{ expr: `autoalias_last_sweep_seconds{${BUCKET}}`, legend: '{{bucket}}' }],
      },
      {
        title: 'Sweeps',
        why: 'Sweeps that ended.',
        type: 'timeseries',
        unit: 'ops',
        queries: [{ expr: rate('autoalias_sweeps_total', 'bucket', BUCKET), legend: '{{bucket}}' }],
      },
      {
        title: 'Requests to the bucket',
        why: 'What autoalias costs, by cause, and the requests of the last sweep.',
        type: 'timeseries',
        unit: 'short',
        queries: [
          { expr: rate('autoalias_requests_total', 'cause'), legend: '{{cause}} per second' },
          { expr: `autoalias_last_sweep_requests{${BUCKET}}`, legend: '{{bucket}} last sweep' },
        ],
      },
    ],
  },
  {
    title: 'Local cloud',
    panels: [
      {
        title: 'Waiting events',
        why: 'Events that wait for delivery or for a retry, or are being delivered.',
        type: 'timeseries',
        unit: 'short',
        queries: [{ expr: 'autoalias_waiting_events', legend: '{{state}}' }],
      },
      {
        title: 'Deliveries',
        why: 'Tries to deliver an event.',
        type: 'timeseries',
        unit: 'ops',
        queries: [{ expr: rate('autoalias_deliveries_total', 'outcome'), legend: '{{outcome}}' }],
      },
      {
        title: 'Requests to the store',
        why: 'Requests of any client.',
        type: 'timeseries',
        unit: 'ops',
        queries: [{ expr: 'sum(rate(autoalias_store_requests_total[$__rate_interval]))', legend: 'requests' }],
      },
    ],
  },
];

const WIDTH = 24;
const HEIGHTS = { stat: 4, timeseries: 8 } as const;
const DATASOURCE = { type: 'prometheus', uid: '$datasource' } as const;

/**
 * A dashboard for Grafana 10 and later, in the JSON that its import accepts. Its data source is any Prometheus that has the
 * metrics: from the local cloud, or from a deployment through a receiver of OpenTelemetry.
 */
export function grafanaDashboard() {
  const panels: object[] = [];
  let y = 0;
  for (const { title, panels: plans } of ROWS) {
    panels.push({
      id: panels.length + 1,
      type: 'row',
      title,
      collapsed: false,
      panels: [],
      gridPos: { x: 0, y, w: WIDTH, h: 1 },
    });
    y += 1;
    const perRow = plans.some(({ type }) => type === 'stat') ? plans.length : 2;
    const w = WIDTH / perRow;
    plans.forEach((plan, i) => {
      const h = HEIGHTS[plan.type];
      const gridPos = { x: (i % perRow) * w, y: y + Math.floor(i / perRow) * h, w, h };
      panels.push({ id: panels.length + 1, ...panelOf(plan), gridPos });
    });
    y += Math.ceil(plans.length / perRow) * HEIGHTS[plans[0]?.type ?? 'timeseries'];
  }
  return {
    title: 'autoalias',
    uid: 'autoalias',
    description: 'Automatic aliases for object storage. Printed by autoalias dashboard.',
    tags: ['autoalias'],
    schemaVersion: 39,
    editable: true,
    graphTooltip: 1,
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    templating: {
      list: [
        dataSource(),
        labelVariable('rule', 'autoalias_moves_total'),
        labelVariable('bucket', 'autoalias_sweeps_total'),
      ],
    },
    panels,
  };
}

function panelOf({ title, why, type, unit, queries, bad }: PanelPlan) {
  const steps = [{ color: 'green', value: null }, ...(bad === undefined ? [] : [{ color: 'red', value: bad }])];
  return {
    ...{ type, title, description: why, datasource: DATASOURCE },
    fieldConfig: { defaults: { unit, min: 0, thresholds: { mode: 'absolute', steps } }, overrides: [] },
    targets: queries.map(({ expr, legend }, i) => ({
      ...{ refId: String.fromCharCode(65 + i), datasource: DATASOURCE, expr, legendFormat: legend },
      ...(type === 'stat' ? { instant: true } : {}),
    })),
  };
}

function dataSource() {
  return { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus', current: {}, hide: 0 };
}

/** A variable with all values of a label. */
function labelVariable(label: string, metric: string) {
  const query = `label_values(${metric}, ${label})`;
  return {
    ...{ name: label, label, type: 'query', datasource: DATASOURCE, definition: query },
    query: { query, refId: `${label}s` },
    ...{
      includeAll: true,
      multi: true,
      allValue: '.*',
      current: { text: 'All', value: '$__all' },
      refresh: 2,
      sort: 1,
      hide: 0,
    },
  };
}

function rate(metric: string, by: string, filter = ''): string {
  return `sum by (${by}) (rate(${metric}${selector(filter)}[$__rate_interval]))`;
}

function increase(metric: string, filter = ''): string {
  return `sum(increase(${metric}${selector(filter)}[$__range]))`;
}

function selector(filter: string): string {
  return filter === '' ? '' : `{${filter}}`;
}

function lagQuantile(quantile: number): Query {
  const expr = `histogram_quantile(${quantile}, ${rate('autoalias_alias_lag_seconds_bucket', 'le', RULE)})`;
  return { expr, legend: `p${quantile * 100}` };
}
