import { renderText, type Text, type Variable } from '../../text.ts';
import { escapeTemplate } from './hcl.ts';

const REFERENCES: Readonly<Record<Variable, string>> = {
  name: 'var.name',
  bucket: 'var.bucket',
  region: 'var.region',
  account: 'local.account',
  codeBucket: 'var.code_bucket',
  codeObject: 'var.code_object',
  token: 'var.token',
  tokens: 'var.access_tokens',
  oidc: 'var.access_oidc',
  otlpEndpoint: 'var.otlp_endpoint',
  otlpHeaders: 'var.otlp_headers',
  schedule: 'var.sweep_schedule',
  logProject: 'local.log_project',
  logstore: 'local.logstore',
  alarmContacts: 'var.alarm_contacts',
  alarmActions: 'var.log_alarm_actions',
};

/** A text as a template of Terraform. */
export function terraformText(of: Text): string {
  return renderText(of, reference, escapeTemplate);
}

/** A variable as a template of Terraform. */
export function reference(name: Variable): string {
  return `\${${REFERENCES[name]}}`;
}
