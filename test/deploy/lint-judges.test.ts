import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { describeDeployment } from '../../src/deploy/describe-deployment.ts';
import { printTerraform } from '../../src/deploy/print/terraform/print-terraform.ts';
import { EVENT_PATHS } from '../../src/deploy/settings.ts';
import { json, run } from '../cli/run.ts';
import { KNOWN, RULE_FILES, type RuleFile, ruleSetOf } from './rule-files.ts';
import { parseHcl } from './vendor/parse-hcl.ts';

const dir = mkdtempSync(join(tmpdir(), 'judged-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** Writes a file, and returns its path. */
function written(name: string, text: string): string {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
}

const linted = z.object({
  files: z.tuple([z.object({ findings: z.array(z.object({ code: z.string(), what: z.string() })) })]),
});

/** The findings about permissions and triggers. */
async function judge(file: RuleFile, ...args: readonly string[]) {
  const rules = written('rules.yaml', file.text);
  const { files } = linted.parse(json(await run(['lint', rules, '--json', ...args])));
  const codes = ['permission', 'missing-permission', 'surplus-permission', 'unfinished'];
  return files[0].findings.filter(
    ({ code, what }) =>
      codes.includes(code) ||
      // Rules with more than ten prefixes share triggers, which is a note.
      (code === 'trigger' && args.includes('--triggers') && !what.includes('share')),
  );
}

/** The policies of a Terraform configuration, as `deploy --print ram` would print them. */
async function policiesOfTerraform(text: string): Promise<string> {
  const blocks = z.looseObject({
    resource: z.looseObject({
      alicloud_ram_policy: z.record(z.string(), z.array(z.object({ policy_document: z.string() }))),
    }),
  });
  const { resource } = blocks.parse(await parseHcl(text));
  const policies = await Promise.all(
    Object.entries(resource.alicloud_ram_policy).map(async ([id, [policy]]) => {
      const expression = /^\$\{jsonencode\(([\s\S]*)\)\}$/.exec(policy?.policy_document ?? '')?.[1] ?? '';
      const parsed = z.object({ x: z.unknown() }).parse(await parseHcl(`x = ${expression}`));
      return [id.replaceAll('_', '-'), parsed.x] as const;
    }),
  );
  return JSON.stringify(Object.fromEntries(policies)).replace(/\$\{[\w.]+\}/g, '*');
}

describe.each(RULE_FILES.map((file) => [file.name, file] as const))('%s', (_, file) => {
  test.each(EVENT_PATHS)(
    'lint finds nothing missing and nothing surplus in the ROS template for %s',
    async (events) => {
      const rules = written('rules.yaml', file.text);
      const { out } = await run(['deploy', '--print', 'ros', '--rules', rules, '--events', events]);
      const template = written('template.yml', out);
      expect(await judge(file, '--policy', template, '--triggers', template)).toEqual([]);
    },
  );

  test('nor in the RAM policies, which Serverless Devs uses too', async () => {
    const rules = written('rules.yaml', file.text);
    const { out } = await run(['deploy', '--print', 'ram', '--rules', rules, '--bucket', 'my-bucket']);
    expect(await judge(file, '--policy', written('policies.json', out))).toEqual([]);
  });

  test('nor in the policies of Terraform', async () => {
    const text = await policiesOfTerraform(printTerraform(describeDeployment(ruleSetOf(file), KNOWN)));
    expect(await judge(file, '--policy', written('terraform.json', text))).toEqual([]);
    // The judge does see the Terraform policies: one right fewer is a finding.
    const less = written('less.json', text.replace('"oss:PutObjectTagging"', '"oss:PutObjectAcl"'));
    expect(new Set((await judge(file, '--policy', less)).map(({ code }) => code))).toEqual(
      new Set(['missing-permission', 'surplus-permission']),
    );
  });
});
