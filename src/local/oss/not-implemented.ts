import type { NotEmulated } from './not-emulated.ts';
import { WireFault } from './wire-fault.ts';
import type { XmlNode } from './write-xml.ts';

/** The refusal of what the store does not emulate: what it is, why, and what to do instead. */
export function notImplemented({ name, why, instead }: NotEmulated, elements: readonly XmlNode[]): WireFault {
  return new WireFault('NotImplemented', {
    status: 501,
    message: `The local store does not emulate this: ${name}. ${why} ${instead}`,
    elements,
  });
}
