import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';

const resourceSchema = z.strictObject({
  Type: z.string(),
  Condition: z.string().optional(),
  Properties: z.record(z.string(), z.unknown()),
});

const templateSchema = z.strictObject({
  ROSTemplateFormatVersion: z.literal('2015-09-01'),
  Description: z.string(),
  Parameters: z.record(z.string(), z.looseObject({ Type: z.string(), Description: z.string() })),
  Conditions: z.record(z.string(), z.unknown()),
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), z.strictObject({ Description: z.string(), Value: z.unknown() })),
});

export type RosResource = z.infer<typeof resourceSchema>;
export type RosTemplate = z.infer<typeof templateSchema>;

export function parseRos(text: string): RosTemplate {
  return templateSchema.parse(parse(text));
}

/** The template of the repository. */
export const templateText = readFileSync('template.yml', 'utf8');

/** The resources of a type, with their ids. */
export function ofType({ Resources }: RosTemplate, type: string): [string, RosResource['Properties']][] {
  return Object.entries(Resources).flatMap(([id, { Type, Properties }]) => (Type === type ? [[id, Properties]] : []));
}
