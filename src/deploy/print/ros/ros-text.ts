import { OWN_LOG_PROJECT } from '../../describe/rights.ts';
import { renderText, type Text, type Variable, variablesIn } from '../../text.ts';
import type { DocumentValue } from '../document-value.ts';

/** The parameter of the template, or the pseudo parameter of ROS, that holds each variable. */
const NAMES: Readonly<Record<Variable, string>> = {
  name: 'Name',
  bucket: 'Bucket',
  region: 'ALIYUN::Region',
  account: 'ALIYUN::TenantId',
  codeBucket: 'CodeBucket',
  codeObject: 'CodeObject',
  token: 'Token',
  tokens: 'AccessTokens',
  oidc: 'AccessOidc',
  otlpEndpoint: 'OtlpEndpoint',
  otlpHeaders: 'OtlpHeaders',
  schedule: 'SweepSchedule',
  logProject: 'LogProject',
  logstore: 'Logstore',
  alarmContacts: 'AlarmContacts',
  alarmActions: 'LogAlarmActions',
};

/** The value of a text in a ROS template. */
export function rosText(of: Text): DocumentValue {
  const variables = variablesIn(of);
  if (variables.length === 0) return renderText(of, () => '');
  if (variables.includes('logProject')) {
    const inOwn = of.flatMap((part) => (isLogProject(part) ? OWN_LOG_PROJECT : [part]));
    return { 'Fn::If': ['MakeLogs', rosValue(inOwn), rosValue(of)] };
  }
  return rosValue(of);
}

function isLogProject(part: Text[number]): boolean {
  return typeof part === 'object' && part.variable === 'logProject';
}

function rosValue(of: Text): DocumentValue {
  const [only] = of;
  if (of.length === 1 && typeof only === 'object') return { Ref: NAMES[only.variable] };
  return { 'Fn::Sub': substitution(of, reference) };
}

function reference(name: Variable): string {
  return `\${${NAMES[name]}}`;
}

/** A parameter of the template, or no value if it is empty. The condition is `Has<parameter>`. */
export function optionalValue(name: Variable): DocumentValue {
  return { 'Fn::If': [`Has${NAMES[name]}`, { Ref: NAMES[name] }, { Ref: 'ALIYUN::NoValue' }] };
}

/** `${!` is a literal `${` (ROS, page Fn::Sub). */
function substitution(of: Text, write: (name: Variable) => string): string {
  return renderText(of, write, (literal) => literal.replaceAll('${', '${!'));
}
