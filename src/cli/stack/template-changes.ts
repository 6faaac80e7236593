import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';

/** How one resource, parameter, condition or output of a template differs from that of another template. */
export interface TemplateChange {
  readonly what: 'add' | 'remove' | 'change';
  readonly section: string;
  readonly name: string;
  /** The type of a resource. */
  readonly type: string | undefined;
  /** The fields that differ, if both templates have it. */
  readonly fields: readonly { readonly path: string; readonly from: unknown; readonly to: unknown }[];
}

/** The sections whose entries are compared one by one. */
const SECTIONS = ['Parameters', 'Conditions', 'Resources', 'Outputs'] as const;

/** Compares two templates, in YAML or JSON. Comments and the order of fields do not count. */
export function templateChanges(from: string, to: string): readonly TemplateChange[] {
  const [before, after] = [fieldsOf(parse(from)), fieldsOf(parse(to))];
  return SECTIONS.flatMap((section) => {
    const [old, now] = [fieldsOf(before[section]), fieldsOf(after[section])];
    return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((name): readonly TemplateChange[] => {
      const [one, other] = [old[name], now[name]];
      if (isDeepStrictEqual(one, other)) return [];
      const shape = { section, name, type: typeOf(section, other ?? one) };
      if (one === undefined) return [{ what: 'add', ...shape, fields: [] }];
      if (other === undefined) return [{ what: 'remove', ...shape, fields: [] }];
      return [{ what: 'change', ...shape, fields: differences(one, other, '') }];
    });
  });
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return isMap(value) ? value : {};
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typeOf(section: string, value: unknown): string | undefined {
  const type = fieldsOf(value).Type;
  return section === 'Resources' && typeof type === 'string' ? type : undefined;
}

function differences(from: unknown, to: unknown, path: string): TemplateChange['fields'] {
  if (isDeepStrictEqual(from, to)) return [];
  if (!isMap(from) || !isMap(to)) return [{ path, from, to }];
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((name) =>
    differences(from[name], to[name], path === '' ? name : `${path}.${name}`),
  );
}
