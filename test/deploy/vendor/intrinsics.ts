import * as z from 'zod';

const name = z.string().min(1);
const nested = z.record(z.string(), z.unknown());
/** A condition: by its name, or a function (pages Fn::And, Fn::Or and Fn::Not). */
const condition = z.union([name, nested]);

/** The form of each function that the template uses, as documented on its ROS page. */
const FORMS: Readonly<Record<string, z.ZodType>> = {
  Ref: name,
  'Fn::Equals': z.tuple([z.unknown(), z.unknown()]),
  // One condition. A list is the form of CloudFormation.
  'Fn::Not': condition,
  'Fn::And': z.array(condition).min(2),
  'Fn::Or': z.array(condition).min(2),
  'Fn::If': z.tuple([name, z.unknown(), z.unknown()]),
  'Fn::GetAtt': z.tuple([name, name]),
  'Fn::Sub': z.union([name, z.tuple([name, nested])]),
  'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]),
};

/** Problems of the functions in a part of a template, each with its path. */
export function intrinsicProblems(value: unknown, conditions: readonly string[], path = '$'): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one, i) => intrinsicProblems(one, conditions, `${path}[${i}]`));
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value);
  return entries.flatMap(([key, argument]) => {
    const at = `${path}.${key}`;
    const inside = intrinsicProblems(argument, conditions, at);
    if (key !== 'Ref' && !key.startsWith('Fn::')) return inside;
    const form = FORMS[key];
    if (form === undefined) return [`${at}: unknown function`];
    if (entries.length > 1) return [`${at}: has other fields next to it`];
    if (!form.safeParse(argument).success) return [`${at}: not the documented form`, ...inside];
    return [
      ...namesIn(key, argument).flatMap((one) => (conditions.includes(one) ? [] : [`${at}: no condition ${one}`])),
      ...inside,
    ];
  });
}

/** The conditions that a function names. */
function namesIn(key: string, argument: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  if (key === 'Fn::If') return items.slice(0, 1).map(String);
  if (key !== 'Fn::Not' && key !== 'Fn::And' && key !== 'Fn::Or') return [];
  return items.filter((item) => typeof item === 'string');
}
