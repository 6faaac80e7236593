import { WireFault } from './wire-fault.ts';

const conditional = ['If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since'] as const;

/** OSS has no conditional writes, and says so rather than ignore the condition (OSS error page 0017-00000245). */
export function refuseConditions(headers: Readonly<Record<string, string>>): void {
  const sent = conditional.find((name) => headers[name.toLowerCase()] !== undefined);
  if (sent === undefined) return;
  throw new WireFault('NotImplemented', { elements: [['Header', sent]], ec: '0017-00000245' });
}
