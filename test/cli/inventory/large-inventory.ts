import { Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { planShards } from '../../../src/aliases/split/plan-shards.ts';
import { sweepCost } from '../../../src/aliases/split/sweep-cost.ts';
import { readLines } from '../../../src/cli/inventory/read-inventory.ts';
import { createInventorySample } from '../../../src/cli/inventory/sample-inventory.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';

const RULES = `version: 1
rules:
  - name: app
    match: { key: 'releases/{app}/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}']
`;

const COLUMNS = [
  'Bucket',
  'Key',
  'VersionId',
  'IsLatest',
  'IsDeleteMarker',
  'Size',
  'StorageClass',
  'LastModifiedDate',
];

/** Lines in the order of their application. Applications have 10 to 5,000 objects. */
function* lines(objects: number): Generator<string> {
  let made = 0;
  for (let app = 0; made < objects; app++) {
    const size = Math.min(objects - made, 10 + ((app * 7919) % 4991));
    let text = '';
    for (let i = 0; i < size; i++) {
      text += `"b","releases%2Fapp-${String(app).padStart(7, '0')}%2F1.${i}.0%2Fapp.tgz","CAEQ${app}${i}","true","false","5242880","Standard","2025-04-14T07-06-00Z"\n`;
    }
    made += size;
    yield text;
  }
}

/** Generates an inventory of `objects` keys, and reads, samples and divides it. Prints the figures. */
export async function largeInventory(
  [count = '100000000', tasks = '20']: readonly string[],
  print: (line: string) => void,
) {
  const start = performance.now();
  const ruleSet = parseRules(RULES, 'r.yaml');
  const sample = createInventorySample(ruleSet);
  let peak = 0;
  const file = Readable.from(lines(Number(count)))
    .pipe(createGzip({ level: 1 }))
    .pipe(createGunzip());
  for await (const entry of readLines(COLUMNS, file, 'generated')) {
    sample.add(entry);
    if (sample.entries % 1_000_000 !== 0) continue;
    peak = Math.max(peak, process.memoryUsage().rss);
    if (sample.entries % 10_000_000 === 0) print(`${seconds(start)}: ${sample.entries} lines, ${megabytes(peak)}`);
  }
  const marks = sample.marks();
  const shards = planShards(ruleSet, marks, { objectsPerShard: 500_000, mostShards: 1000 });
  const largest = Math.max(...shards.map(({ objects }) => objects));
  print(
    `${seconds(start)}: ${sample.entries} lines, ${marks.length} sampled keys, ${megabytes(Math.max(peak, process.memoryUsage().rss))} at most`,
  );
  print(`the largest of ${shards.length} shards has about ${Math.round(largest)} objects`);
  print(JSON.stringify(sweepCost(shards, Number(tasks))));
  return 0;
}

function seconds(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(0)} s`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
