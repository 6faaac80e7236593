import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { describeDeployment } from '../../../src/deploy/describe-deployment.ts';
import { printServerlessDevs } from '../../../src/deploy/print/print-serverless-devs.ts';
import { DEFAULT_SETTINGS, type DeploymentSettings, EVENT_PATHS } from '../../../src/deploy/settings.ts';
import { KNOWN, RULE_FILES, type RuleFile, ruleSetOf } from '../rule-files.ts';
import { triggerConfigs } from '../vendor/template-schemas.ts';

/** The published schema of the component fc3. It compares the region with a list, so variables are filled in before. */
const fc3 = JSON.parse(readFileSync('test/deploy/vendor/fc3/schema.json', 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema(fc3, 'fc3');

const triggerSchema = z.looseObject({ triggerName: z.string(), triggerType: z.string(), triggerConfig: z.unknown() });
const fileSchema = z.strictObject({
  edition: z.literal('3.0.0'),
  name: z.string(),
  access: z.literal('default'),
  vars: z.record(z.string(), z.string()),
  resources: z.record(
    z.string(),
    z.strictObject({ component: z.literal('fc3'), props: z.looseObject({ triggers: z.array(triggerSchema) }) }),
  ),
});

/** The definition of each kind of trigger, which the root of the schema does not use. */
const DEFINITIONS: Readonly<Record<string, string>> = {
  oss: 'IOssTriggerConfig',
  timer: 'ITimerTriggerConfig',
  http: 'IHttpTriggerConfig',
};

/** The file with the values that `s` would fill in. */
function filled(text: string) {
  const known: Readonly<Record<string, string>> = {
    OSS_REGION: 'cn-hangzhou',
    OSS_BUCKET: 'my-bucket',
    AUTOALIAS_TOKEN: 't',
  };
  const outside = JSON.stringify(parse(text))
    .replace(/\$\{env\('(\w+)'(?:, '')?\)\}/g, (_, name: string) => known[name] ?? '')
    .replaceAll(`$${"{config('AccountID')}"}`, '1234567890123456');
  const { vars } = fileSchema.parse(JSON.parse(outside));
  return fileSchema.parse(
    JSON.parse(outside.replace(/\$\{vars\.(\w+)\}/g, (whole, name: string) => vars[name] ?? whole)),
  );
}

const JWT = {
  auth: 'jwt',
  keys: [{ kty: 'RSA', n: 'abc', e: 'AQAB', alg: 'RS256', use: 'sig' }],
  internet: false,
  concurrency: 3,
} as const;

const CASES: readonly (readonly [string, DeploymentSettings, RuleFile])[] = RULE_FILES.flatMap((file) => [
  ...EVENT_PATHS.map((events) => [`${file.name}, ${events}`, { ...DEFAULT_SETTINGS, events }, file] as const),
  [`${file.name}, known settings and JWT`, { ...KNOWN, http: JWT }, file] as const,
]);

describe.each(CASES)('%s', (_, settings, file) => {
  const text = printServerlessDevs(describeDeployment(ruleSetOf(file), settings));
  const { resources } = filled(text);

  test('every function fits the published schema of fc3', () => {
    const check = ajv.getSchema('fc3');
    for (const { props } of Object.values(resources)) {
      check?.(props);
      expect(check?.errors ?? []).toEqual([]);
    }
  });

  test('every trigger fits the definition of its kind', () => {
    const triggers = Object.values(resources).flatMap(({ props }) => props.triggers);
    expect(triggers.map(({ triggerType }) => triggerType)).toEqual(expect.arrayContaining(['timer', 'http']));
    for (const { triggerType, triggerConfig } of triggers) {
      const definition = DEFINITIONS[triggerType];
      const check = definition === undefined ? undefined : ajv.getSchema(`fc3#/definitions/${definition}`);
      check?.(triggerConfig);
      expect(check?.errors ?? []).toEqual([]);
      // IEventBridge asks for parts that the samples of the component leave out, so it has a schema of our own.
      const own = triggerConfigs[z.enum(['oss', 'timer', 'http', 'eventbridge']).parse(triggerType)];
      expect(own.safeParse(triggerConfig).error?.issues).toBeUndefined();
    }
  });

  test('every variable has a value', () => {
    expect(JSON.stringify(resources)).not.toContain('$' + '{');
  });
});

test('the schema finds a wrong function and a wrong trigger', () => {
  const check = ajv.getSchema('fc3');
  expect(check?.({ region: 'cn-hangzhou', functionName: 'f', runtime: 'nodejs20', code: 'c' })).toBe(false);
  const trigger = ajv.getSchema('fc3#/definitions/IOssTriggerConfig');
  const filter = { key: { prefix: 'a', suffix: '' } };
  expect(trigger?.({ events: ['oss:ObjectCreated:PutObject'], filter })).toBe(true);
  expect(trigger?.({ events: ['ObjectCreated:PutObject'], filter })).toBe(false);
});

test.each(['p$' + '{x}/', 'p<%x%>/'])('a prefix that Serverless Devs would evaluate is refused: %s', (prefix) => {
  const escaped = prefix.replace(/[$^{}]/g, '\\$&');
  const file: RuleFile = {
    name: 'evaluated',
    text: `version: 1
rules:
  - name: odd
    match: { prefix: '${prefix}', regex: '^${escaped}(?<version>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: [latest]
`,
    candidates: [],
    aliases: [],
    markers: [],
    foreign: [],
  };
  expect(() => printServerlessDevs(describeDeployment(ruleSetOf(file), KNOWN))).toThrow(/print ros or terraform/);
});
