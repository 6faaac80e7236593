import { latin1FromUtf8 } from '../../server/request/utf8-from-latin1.ts';
import type { StoreCall } from '../../server/store-call.ts';
import { BosFault, invalidArgument } from '../answer/bos-fault.ts';

/** The parameters of GetObject that set headers of the answer (https://cloud.baidu.com/doc/BOS/s/xkc5pcmcj). */
const OVERRIDES = {
  responseContentType: 'content-type',
  responseContentLanguage: 'content-language',
  responseExpires: 'expires',
  responseCacheControl: 'cache-control',
  responseContentDisposition: 'content-disposition',
  responseContentEncoding: 'content-encoding',
} as const;

/** Only signed requests can set them. Otherwise anyone could make a public object appear as another type. */
export function responseOverrides({ query, signed }: StoreCall): Readonly<Record<string, string>> {
  const wanted = Object.entries(OVERRIDES).flatMap(([parameter, header]) => {
    const value = query.get(parameter);
    return value === undefined || value === '' ? [] : [{ parameter, header, value: latin1FromUtf8(value) }];
  });
  if (wanted.length > 0 && !signed) {
    throw new BosFault('AccessDenied', {
      message: 'Parameters that begin with response need a signed request: add a signature or leave them out.',
    });
  }
  const broken = wanted.find(({ value }) => /[^\t\u0020-\u007e\u0080-\u00ff]/.test(value));
  if (broken !== undefined) {
    throw invalidArgument(`${broken.parameter} has a control character, which is not allowed in a header.`);
  }
  return Object.fromEntries(wanted.map(({ header, value }) => [header, value]));
}
