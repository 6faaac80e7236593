import { expect, test } from 'vitest';
import { grafanaDashboard } from '../../../../src/cli/dashboard/grafana-dashboard.ts';
import { json, run } from '../../run.ts';

test.each([[[]], [['--json']]])('prints the dashboard as one JSON document: %j', async (flags: readonly string[]) => {
  const ran = await run(['dashboard', ...flags]);
  expect([ran.exitCode, ran.err]).toEqual([0, '']);
  expect(json(ran)).toEqual(JSON.parse(JSON.stringify(grafanaDashboard())));
});
