import { percentEncode } from '../../../oss-wire/percent-encoding.ts';
import { WireFault } from './wire-fault.ts';

/** Names as a list writes them. */
export interface NameEncoder {
  /** `url`, for the EncodingType element; absent when names come as they are. */
  readonly type?: 'url';
  readonly encode: (name: string) => string;
}

/** Reads `encoding-type`: with `url`, keys that XML 1.0 cannot carry come through. */
export function nameEncoder(query: ReadonlyMap<string, string>): NameEncoder {
  const type = query.get('encoding-type');
  if (type === undefined || type === '') return { encode: (name) => name };
  if (type === 'url') return { type, encode: percentEncode };
  throw new WireFault('InvalidArgument', {
    message: 'Invalid Encoding Method specified in Request.',
    elements: [
      ['ArgumentName', 'encoding-type'],
      ['ArgumentValue', type],
    ],
  });
}
