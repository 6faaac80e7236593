import { percentEncode } from '../../../oss-wire/percent-encoding.ts';
import { WireFault } from './wire-fault.ts';

/** Writes the names in a listing. */
export interface NameEncoder {
  /** `url`, for the EncodingType element. Absent if names are not encoded. */
  readonly type?: 'url';
  readonly encode: (name: string) => string;
}

/** Reads the parameter `encoding-type`. With `url`, a listing can contain keys that XML 1.0 cannot represent. */
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
