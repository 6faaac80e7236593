import type { CommandRegistry, JsonFlag } from '../../command-registry.ts';
import { grafanaDashboard } from '../../dashboard/grafana-dashboard.ts';
import { EXIT } from '../../exit-code.ts';
import { addCloudOption } from '../../options/cloud-option.ts';
import { jsonDocument } from '../../terminal/json-text.ts';

const HELP = `
The dashboard reads the metrics of the local cloud (GET /metrics), or those that a deployment exports by OpenTelemetry, from
Prometheus. The metrics are the same on every cloud. Import the file in Grafana 10 or later: Dashboards, New, Import.

  autoalias dashboard > autoalias.json`;

/** `dashboard`: a Grafana dashboard of the metrics. */
export function addDashboard({ add, finish }: CommandRegistry): void {
  addCloudOption(add('dashboard', 'print a Grafana dashboard for the metrics of autoalias'))
    .addHelpText('after', HELP)
    .action((flags: JsonFlag) => {
      const dashboard = grafanaDashboard();
      const lines = jsonDocument(dashboard).split('\n');
      finish({ exitCode: EXIT.done, json: dashboard, lines, isData: true }, flags);
    });
}
