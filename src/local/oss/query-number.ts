import { WireFault } from './wire-fault.ts';

/** A whole number from the query. The engine decides which numbers may be. */
export const queryNumber = (query: ReadonlyMap<string, string>, name: string): number | undefined => {
  const text = query.get(name);
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new WireFault('InvalidArgument', {
    message: `Argument ${name} must be a whole number.`,
    elements: [
      ['ArgumentName', name],
      ['ArgumentValue', text],
    ],
  });
};
