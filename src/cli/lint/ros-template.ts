import * as z from 'zod';
import { AutoaliasError } from '../../autoalias-error.ts';

/** The part of a ROS template that defines its resources. */
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

export function isRosTemplate(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'ROSTemplateFormatVersion' in value;
}

export type RosTemplate = z.infer<typeof rosTemplateSchema>;

export type Parameters = Readonly<Record<string, string>>;

/** @throws AutoaliasError `usage` for a value of a parameter that the template does not have: it would have no effect. */
export function checkParameters(template: RosTemplate, given: Parameters): void {
  const names = Object.keys(template.Parameters);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const instead = names.length === 0 ? 'the template has no parameters' : `write one of ${names.join(', ')}`;
  throw new AutoaliasError('usage', `the template has no parameter ${JSON.stringify(unknown)}; ${instead}`);
}

/** Replaces a parameter without a value. It means any text, as in the resources of a policy. */
const UNKNOWN = '*';

/** The properties of all resources of a type that the template would create, with parameters filled in. */
export function rosResources(
  template: RosTemplate,
  type: string,
  given: Parameters,
): readonly { readonly name: string; readonly properties: unknown }[] {
  const reading: Reading = { template, given, known: new Map() };
  return Object.entries(template.Resources)
    .filter(([, { Type, Condition }]) => Type === type && (Condition === undefined || holdsByName(Condition, reading)))
    .map(([name, { Properties }]) => ({ name, properties: fill(Properties, reading) }));
}

interface Reading {
  readonly template: RosTemplate;
  readonly given: Parameters;
  /** Conditions by name: without it, conditions that name others twice would take exponential time. */
  readonly known: Map<string, boolean>;
}

function parameterOf(name: string, { template, given }: Reading): string {
  const value = given[name] ?? template.Parameters[name]?.Default;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : UNKNOWN;
}

function fill(value: unknown, reading: Reading): unknown {
  const filled = (name: string): string => parameterOf(name, reading);
  if (Array.isArray(value)) return value.map((item) => fill(item, reading));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries.length === 1 ? (entries[0] ?? []) : [];
  if (name === 'Ref' && typeof argument === 'string') return filled(argument);
  if (name === 'Fn::Sub' && typeof argument === 'string') {
    return argument.replace(/\$\{([^{}!]+)\}/g, (_, of: string) => filled(of));
  }
  if (name === 'Fn::If' && Array.isArray(argument)) {
    const [condition, then, otherwise] = argument;
    return fill(holds(condition, reading) ? then : otherwise, reading);
  }
  return Object.fromEntries(entries.map(([key, inside]) => [key, fill(inside, reading)]));
}

/** A condition that refers to itself counts as true. */
function holdsByName(name: string, reading: Reading): boolean {
  const before = reading.known.get(name);
  if (before !== undefined) return before;
  reading.known.set(name, true);
  const found = holds(reading.template.Conditions[name], reading);
  reading.known.set(name, found);
  return found;
}

/** A condition that cannot be evaluated counts as true, so that all resources that may be created are checked. */
function holds(condition: unknown, reading: Reading): boolean {
  if (typeof condition === 'string') return holdsByName(condition, reading);
  if (typeof condition !== 'object' || condition === null) return true;
  const [name = '', argument] = Object.entries(condition)[0] ?? [];
  if (name === 'Condition') return holdsByName(String(argument), reading);
  const items: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  const each = () => items.map((item) => holds(item, reading));
  switch (name) {
    case 'Fn::Equals': {
      const [a, b] = items.map((item) => fill(item, reading));
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
}
