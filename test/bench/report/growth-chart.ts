import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { Compared } from '../compare.ts';
import { MEASURES, type Measure } from '../row.ts';

/** How a curve is drawn. */
export interface Curve {
  /** The name in {@link Compared.curve}. */
  readonly name: string;
  readonly title: string;
  /** What grows, for example "rules in the file". */
  readonly size: string;
  readonly measure: Measure;
}

const QUANTITATIVE = 'quantitative' as const;
const LOGARITHMIC = { type: 'log' as const };

/** A chart of one growth curve as SVG, with a line for each side. Both axes are logarithmic: a straight line is a power. */
export async function growthChart(curve: Curve, rows: readonly Compared[]): Promise<string> {
  const points = rows.flatMap(({ curve: place, ours, peers }) =>
    [ours, ...peers].flatMap(({ name, values }) => {
      const spread = values[curve.measure];
      return place?.name !== curve.name || spread === undefined ? [] : [{ side: name, size: place.size, ...spread }];
    }),
  );
  const { title, unit } = MEASURES[curve.measure];
  const x = {
    field: 'size',
    type: QUANTITATIVE,
    scale: LOGARITHMIC,
    title: curve.size,
    axis: { values: [...new Set(points.map(({ size }) => size))], format: ',' },
  };
  const y = { type: QUANTITATIVE, scale: LOGARITHMIC, title: `${title} (${unit})` };
  const color = { field: 'side', type: 'nominal' as const, title: null };
  const description = `${curve.title}: ${title} in ${unit} by ${curve.size}`;
  const specification: TopLevelSpec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: curve.title,
    description,
    background: 'white',
    width: 520,
    height: 260,
    data: { values: points },
    layer: [
      { mark: { type: 'line', point: true }, encoding: { x, y: { ...y, field: 'median' }, color } },
      { mark: { type: 'rule', opacity: 0.4 }, encoding: { x, y: { ...y, field: 'min' }, y2: { field: 'max' }, color } },
    ],
    config: { legend: { orient: 'bottom', columns: 3, labelLimit: 0 } },
  };
  const view = new View(parse(compile(specification).spec), { renderer: 'none' });
  try {
    // One description of the whole, in place of a role and a label for each mark.
    const svg = (await view.toSVG()).replaceAll(/ (?:role|aria-[a-z]+)="[^"]*"/g, '');
    return `${svg.replace('<svg ', `<svg role="img" aria-label="${description}" `)}\n`;
  } finally {
    view.finalize();
  }
}
