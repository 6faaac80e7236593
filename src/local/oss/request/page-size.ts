import { WireFault } from '../answer/wire-fault.ts';

export interface PageSizeRule {
  /** The size if the parameter is absent. Default 100. */
  readonly fallback?: number;
  /** The code in the element `EC`, from the error page of the operation. */
  readonly ec?: string;
}

/** Reads how many entries a list request asks for: 1 to 1,000, in decimal digits. */
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
