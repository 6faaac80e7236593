import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { describeDeployment } from '../../../src/deploy/describe-deployment.ts';
import { printTerraform } from '../../../src/deploy/print/terraform/print-terraform.ts';
import { DEFAULT_SETTINGS, EVENT_PATHS, type EventPath } from '../../../src/deploy/settings.ts';
import { KNOWN, RULE_FILES, type RuleFile, ruleSetOf } from '../rule-files.ts';
import { parseHcl } from '../vendor/parse-hcl.ts';
import { DOCUMENTED, undocumented } from '../vendor/terraform-arguments.ts';

const namedBlocks = z.record(z.string(), z.array(z.record(z.string(), z.unknown())));

const schema = z.looseObject({
  resource: z.record(z.string(), namedBlocks),
  variable: namedBlocks,
  output: namedBlocks,
  data: z.record(z.string(), namedBlocks),
  locals: z.array(z.record(z.string(), z.unknown())),
});

async function printed(file: RuleFile, events: EventPath) {
  const text = printTerraform(describeDeployment(ruleSetOf(file), { ...DEFAULT_SETTINGS, events }));
  return { text, config: schema.parse(await parseHcl(text)) };
}

const CASES = RULE_FILES.flatMap((file) => EVENT_PATHS.map((events) => [file.name, events, file] as const));

describe.each(CASES)('%s, %s', (_, events, file) => {
  test('has only documented arguments, and all required ones', async () => {
    const { config } = await printed(file, events);
    const problems = Object.entries(config.resource).flatMap(([type, named]) =>
      Object.entries(named).flatMap(([name, blocks]) => {
        const known = DOCUMENTED[type];
        if (known === undefined) return [`${type} is not documented`];
        return blocks.flatMap((block) => undocumented(block, known, `${type}.${name}`));
      }),
    );
    expect(problems).toEqual([]);
  });

  test('refers only to what exists, and uses every variable', async () => {
    const { text, config } = await printed(file, events);
    const variables = [...text.matchAll(/\bvar\.(\w+)/g)].map(([, name = '']) => name);
    expect(new Set(variables)).toEqual(new Set(Object.keys(config.variable)));
    const locals = [...text.matchAll(/\blocal\.(\w+)/g)].map(([, name = '']) => name);
    expect(new Set(locals)).toEqual(new Set(Object.keys(config.locals[0] ?? {})));
    const resources = [...text.matchAll(/(?<!data\.|")\b(alicloud_\w+)\.(\w+)/g)];
    expect(resources.length).toBeGreaterThan(0);
    expect(resources.filter(([, type = '', name = '']) => config.resource[type]?.[name] === undefined)).toEqual([]);
  });
});

test('a policy is JSON with the statements of the role', async () => {
  const [file] = RULE_FILES;
  if (file === undefined) throw new TypeError('there are rule files');
  const { config } = await printed(file, 'native');
  const policy = config.resource.alicloud_ram_policy?.object_events?.[0]?.policy_document;
  expect(policy).toMatch(/^\$\{jsonencode\(\{[\s\S]*oss:PutObjectTagging[\s\S]*\}\)\}$/);
});

test('an empty list of callers is left out of the variables of the function', async () => {
  const [file] = RULE_FILES;
  if (file === undefined) throw new TypeError('there are rule files');
  const { config } = await printed(file, 'native');
  const variables = String(config.resource.alicloud_fcv3_function?.http?.[0]?.environment_variables);
  expect(variables).toMatch(/^\$\{\{ for name, value in \{[\s\S]*\} : name => value if value != "" \}\}$/);
  expect(variables).toMatch(/AUTOALIAS_TOKENS += var\.access_tokens\n/);
});

test('a literal reference in a prefix is escaped', async () => {
  const file: RuleFile = {
    name: 'literal',
    text: `version: 1
rules:
  - name: odd
    match: { prefix: 'p$${'{var.name}'}%{/', regex: '^p\\$\\{var.name\\}%\\{/(?<version>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['latest']
`,
    candidates: [],
    aliases: [],
    markers: [],
    foreign: [],
  };
  const text = printTerraform(describeDeployment(ruleSetOf(file), KNOWN));
  expect(text).toContain('prefix = "p$$' + '{var.name}%%{/"');
  await expect(parseHcl(text)).resolves.toBeDefined();
});

test('a literal reference in a default is escaped, because Terraform refuses a default with references', async () => {
  const [file] = RULE_FILES;
  if (file === undefined) throw new TypeError('there are rule files');
  const odd = 'Ops $' + '{var.token} %{x}';
  const text = printTerraform(
    describeDeployment(ruleSetOf(file), { ...KNOWN, alarmContacts: odd, alarmActions: odd, otlpEndpoint: odd }),
  );
  expect(text.match(/default += "Ops \$\$\{var\.token\} %%\{x\}"/g)).toHaveLength(3);
  await expect(parseHcl(text)).resolves.toBeDefined();
});

test.each([
  [{ function_name: 'f', qualifier: 'LATEST', trigger_type: 'oss' }, []],
  [{ function_name: 'f', trigger_type: 'oss' }, ['t.qualifier is missing']],
  [{ function_name: 'f', qualifier: 'LATEST', trigger_type: 'oss', prefix: 'a' }, ['t.prefix is not documented']],
])('the table finds in %j: %j', (block, problems) => {
  expect(undocumented(block, DOCUMENTED.alicloud_fcv3_trigger ?? {}, 't')).toEqual(problems);
});

test('the table finds a nested argument', () => {
  const block = { function_name: 'f', destination_config: [{ on_failure: [{ arn: 'a' }] }] };
  expect(undocumented(block, DOCUMENTED.alicloud_fcv3_async_invoke_config ?? {}, 'a')).toEqual([
    'a.destination_config.on_failure.arn is not documented',
  ]);
});
