import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud, CloudOptions } from '../../src/local/cloud/cloud-options.ts';
import { openState } from '../../src/local/data/open-state.ts';
import type { Store } from '../../src/stores/store.ts';

const RULES = `version: 1
rules:
  - name: app
    match: { key: 'releases/{app}/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}']
`;

/** The token of clouds that are tested with divided sweeps. */
export const DIVIDED_TOKEN = 'a-token-of-thirty-two-characters!';

/** Fields of a cloud without events, so that only sweeps write aliases. */
export function dividedCloud(root: string, tasks: number, objects: number): Partial<CloudOptions> {
  const rulesFile = join(root, 'rules.yaml');
  writeFileSync(rulesFile, RULES);
  return {
    ...{ rulesFile, triggerPrefixes: [], triggers: [], sweepSeconds: 1, instances: tasks },
    sweepTasks: { most: tasks, objects },
    trouble: () => {},
  };
}

/** Puts objects into the data directory of a cloud that does not run. Their bodies are missing, and no sweep reads them. */
export async function fill(options: CloudOptions, apps: number, versions: number): Promise<void> {
  mkdirSync(options.dataDir, { recursive: true });
  let id = 0;
  const state = await openState(options, () => `${id++}`);
  const blob = { id: 'none', size: 1, etag: 'E'.repeat(32), crc64: '1' };
  for (let app = 0; app < apps; ) {
    await state.group.run(() => {
      for (const end = Math.min(apps, app + Math.ceil(5000 / versions)); app < end; app++) {
        for (let version = 0; version < versions; version++) {
          state.engine.putObject({
            bucket: options.bucket,
            key: `${folder(app)}1.${version}.0/f`,
            blob,
            requestId: '',
          });
        }
      }
    });
  }
  await state.close();
}

function folder(app: number): string {
  return `releases/app-${String(app).padStart(7, '0')}/`;
}

/** How many aliases point at the greatest version, and how many links there are. */
export async function countLinks(store: Store, apps: number, versions: number) {
  const counts = { right: 0, links: 0 };
  let continuationToken: string | undefined;
  do {
    const page: { readonly objects: readonly { readonly type?: string }[]; readonly nextToken?: string } =
      await store.send({
        ...{ operation: 'ListObjects', prefix: 'releases/', maxKeys: 1000 },
        ...(continuationToken === undefined ? {} : { continuationToken }),
      });
    counts.links += page.objects.filter(({ type }) => type === 'Symlink').length;
    continuationToken = page.nextToken;
  } while (continuationToken !== undefined);
  for (let first = 0; first < apps; first += 32) {
    const some = Array.from({ length: Math.min(32, apps - first) }, (_, i) => folder(first + i));
    const targets = await Promise.all(
      some.map(async (name) => {
        const found = await store.send({ operation: 'GetSymlink', key: `${name}latest/f` });
        return found.found === 'symlink' && found.target === `${name}1.${versions - 1}.0/f`;
      }),
    );
    counts.right += targets.filter(Boolean).length;
  }
  return counts;
}

/** The lines of runs that have ended, from the log of the functions. */
export function sweptLines({ dataDir }: Pick<CloudOptions, 'dataDir'>): readonly Record<string, unknown>[] {
  const lines = readFileSync(join(dataDir, 'log', 'functions.log'), 'utf8').split('\n');
  return lines.flatMap((line) => {
    if (!line.includes('"action":"swept"') || !line.includes('"failedTasks"')) return [];
    return [JSON.parse(line.slice(line.indexOf('{'))) as Record<string, unknown>];
  });
}

/** Ends the instances of the sweep, as a crash does. */
export async function killSweeps({ api }: Pick<Cloud, 'api'>): Promise<void> {
  await fetch(`${api}/local/functions/sweep/kill`, {
    method: 'POST',
    headers: { authorization: `Bearer ${DIVIDED_TOKEN}` },
  });
}
