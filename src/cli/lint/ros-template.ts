import * as z from 'zod';

/** As much of a ROS template as tells what it makes. */
export const rosTemplateSchema = z.looseObject({
  ROSTemplateFormatVersion: z.string(),
  Parameters: z.record(z.string(), z.looseObject({ Default: z.unknown().optional() })).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      Condition: z.string().optional(),
      Properties: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});

export const isRosTemplate = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'ROSTemplateFormatVersion' in value;

export type RosTemplate = z.infer<typeof rosTemplateSchema>;

export type Parameters = Readonly<Record<string, string>>;

/** What a parameter without a value stands for: any text, as in the resources of a policy. */
const UNKNOWN = '*';

/** The properties of all resources of a kind that would be made, with every parameter that has a value filled in. */
export const rosResources = (
  template: RosTemplate,
  type: string,
  given: Parameters,
): readonly { readonly name: string; readonly properties: unknown }[] =>
  Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type && isMade(template, resource.Condition, given))
    .map(([name, { Properties }]) => ({
      name,
      properties: fill(Properties, template, given),
    }));

const parameterOf = (template: RosTemplate, name: string, given: Parameters): string => {
  const value = given[name] ?? template.Parameters[name]?.Default;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : UNKNOWN;
};

const fill = (value: unknown, template: RosTemplate, given: Parameters): unknown => {
  const filled = (name: string): string => parameterOf(template, name, given);
  if (Array.isArray(value)) return value.map((item) => fill(item, template, given));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries.length === 1 ? (entries[0] ?? []) : [];
  if (name === 'Ref' && typeof argument === 'string') return filled(argument);
  if (name === 'Fn::Sub' && typeof argument === 'string') {
    return argument.replace(/\$\{([^{}!]+)\}/g, (_, of: string) => filled(of));
  }
  if (name === 'Fn::If' && Array.isArray(argument)) {
    const [condition, then, otherwise] = argument;
    return fill(holds(template, condition, given, 0) ? then : otherwise, template, given);
  }
  return Object.fromEntries(entries.map(([key, inside]) => [key, fill(inside, template, given)]));
};

const isMade = (template: RosTemplate, condition: string | undefined, given: Parameters): boolean =>
  condition === undefined || holds(template, condition, given, 0);

/** Conditions that are not followed hold: what may be made is looked at. */
const holds = (template: RosTemplate, condition: unknown, given: Parameters, depth: number): boolean => {
  if (depth > 20) return true;
  // A condition by its name.
  if (typeof condition === 'string') return holds(template, template.Conditions[condition], given, depth + 1);
  if (typeof condition !== 'object' || condition === null) return true;
  const [name = '', argument] = Object.entries(condition)[0] ?? [];
  if (name === 'Condition') return holds(template, template.Conditions[String(argument)], given, depth + 1);
  const items: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  const each = () => items.map((item) => holds(template, item, given, depth + 1));
  switch (name) {
    case 'Fn::Equals': {
      const [a, b] = items.map((item) => fill(item, template, given));
      return String(a) === String(b);
    }
    case 'Fn::Not':
      return !each().includes(true);
    case 'Fn::And':
      return !each().includes(false);
    case 'Fn::Or':
      return each().includes(true);
    default:
      return true;
  }
};
