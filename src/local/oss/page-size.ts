import { WireFault } from './wire-fault.ts';

export interface PageSizeRule {
  /** Where the parameter is absent; 100 if not given. */
  readonly fallback?: number;
  /** The finer code of the list's error page. */
  readonly ec?: string;
}

/** How many entries a list asks for: decimal digits, 1 to 1,000. */
export function pageSize(
  query: ReadonlyMap<string, string>,
  name: string,
  { fallback = 100, ec }: PageSizeRule = {},
): number {
  const text = query.get(name);
  if (text === undefined) return fallback;
  const size = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (size >= 1 && size <= 1000) return size;
  throw new WireFault('InvalidArgument', {
    message: `Argument ${name} must be a whole number from 1 to 1000.`,
    elements: [
      ['ArgumentName', name],
      ['ArgumentValue', text],
    ],
    ...(ec === undefined ? {} : { ec }),
  });
}
