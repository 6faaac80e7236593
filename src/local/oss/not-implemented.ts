import type { NotEmulated } from './not-emulated.ts';
import { WireFault } from './wire-fault.ts';
import type { XmlNode } from './write-xml.ts';

/** Refuses an operation that the store does not emulate: names it, the reason, and what to do instead. */
export function notImplemented({ name, why, instead }: NotEmulated, elements: readonly XmlNode[]): WireFault {
  return new WireFault('NotImplemented', {
    status: 501,
    message: `The local store does not emulate this: ${name}. ${why} ${instead}`,
    elements,
  });
}
