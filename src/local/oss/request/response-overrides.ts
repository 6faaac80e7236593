import { latin1FromUtf8 } from '../../server/request/utf8-from-latin1.ts';
import type { StoreCall } from '../../server/store-call.ts';
import { WireFault } from '../answer/wire-fault.ts';

const overridable = [
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
] as const;

/**
 * Headers of the answer that the query of a GetObject sets (`response-content-disposition=…`). Only signed requests can set
 * them. Otherwise anyone could make a public object appear as another type (GetObject page).
 */
export function responseOverrides({ query, signed }: StoreCall): Readonly<Record<string, string>> {
  const wanted = overridable.flatMap((header) => {
    const value = query.get(`response-${header}`);
    return value === undefined ? [] : [[header, latin1FromUtf8(value)] as const];
  });
  if (wanted.length > 0 && !signed) {
    throw new WireFault('InvalidRequest', {
      message: 'Parameters that begin with response- need a signed request: add a signature or leave them out.',
    });
  }
  const broken = wanted.find(([, value]) => /[^\t\u0020-\u007e\u0080-\u00ff]/.test(value));
  if (broken !== undefined) {
    throw new WireFault('InvalidArgument', {
      message: `response-${broken[0]} has a control character, which is not allowed in a header.`,
    });
  }
  return Object.fromEntries(wanted);
}
