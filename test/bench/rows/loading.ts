import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseDocument, stringify } from 'yaml';
import { parseRules } from '../../../src/entries/rules.ts';
import { loop } from '../measure.ts';
import type { Row, RowGroup, Sample, Side } from '../row.ts';
import { rulesJson } from '../team-rules.ts';

const JSON_SIZES = [10, 1_000, 10_000, 100_000];
const YAML_SIZES = [10, 1_000];

/** Loading a rules file, next to the parser of its syntax alone. */
export const loadingRows: RowGroup = {
  name: 'loading',
  title: 'loading rules',
  open() {
    return {
      rows: [
        ...JSON_SIZES.map((size) => loadingRow('json', size, rulesJson(size), 'JSON.parse', JSON.parse, 15)),
        ...YAML_SIZES.map((size) =>
          loadingRow('yaml', size, stringify(JSON.parse(rulesJson(size))), 'the YAML parser', readYaml, 1.5),
        ),
        heapRow(10_000),
      ],
    };
  },
};

function readYaml(text: string): unknown {
  return parseDocument(text).toJS();
}

function loadingRow(
  form: string,
  size: number,
  text: string,
  peer: string,
  parse: (text: string) => unknown,
  atMost: number,
): Row {
  const times = Math.max(1, Math.round(1_000 / size));
  const repeated = (name: string, read: (text: string) => unknown): Side =>
    loop(name, times, (count) => {
      for (let i = 0; i < count; i++) read(text);
    });
  return {
    name: `loading-${form}-${size}`,
    title: `a file of ${size.toLocaleString('en')} rules in ${form.toUpperCase()}`,
    per: 'file',
    ours: repeated('autoalias', (one) => parseRules(one)),
    peers: [repeated(peer, parse)],
    aims: [{ measure: 'cpu', peer, atMost }],
    ...(size >= 10_000 ? { rounds: 3 } : {}),
    curve: { name: `loading-${form}`, size },
  };
}

/** The memory that loaded rules keep. */
function heapRow(size: number): Row {
  const text = rulesJson(size);
  let kept: unknown;
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const heap = (): number => {
    collectGarbage();
    return process.memoryUsage().heapUsed / 1e6;
  };
  return {
    name: `loading-heap-${size}`,
    title: `the heap of ${size.toLocaleString('en')} rules`,
    per: 'file',
    ours: {
      name: 'autoalias',
      run(): Sample {
        kept = undefined;
        const before = heap();
        kept = parseRules(text);
        return kept === undefined ? {} : { memory: heap() - before };
      },
    },
    peers: [],
    aims: [{ measure: 'memory', atMost: 30 }],
    rounds: 3,
  };
}
