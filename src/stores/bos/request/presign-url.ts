import { type PresigningBce, presignBce } from '../../../bce-wire/authorize-bce.ts';
import { queryString } from '../../../oss-wire/percent-encoding.ts';
import type { QueryPair } from '../../../oss-wire/signable-request.ts';
import type { AddressOptions } from '../../http/address.ts';
import { type BosChoices, bosChoices } from '../bos-choices.ts';
import { bosAddress } from './address.ts';

export interface PresignBosUrl extends Omit<AddressOptions, 'internal'>, PresigningBce {
  readonly method: 'GET' | 'HEAD' | 'PUT';
  readonly key: string;
  /** Additional parameters, such as `versionId`. */
  readonly query?: readonly QueryPair[];
  /** The user of the URL must send the signed ones (content-type, x-bce-…) with the same values. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly choices?: Partial<BosChoices>;
}

/** A URL that works without credentials until it expires, for example in a browser. */
export function presignBosUrl(options: PresignBosUrl): string {
  const { method, key, query = [], headers = {} } = options;
  const { origin, pathOf } = bosAddress(options, bosChoices(options.choices));
  const path = pathOf(key);
  const signed = presignBce({ method, path, query, headers: { ...headers, host: new URL(origin).host } }, options);
  return `${origin}${path}?${queryString(signed)}`;
}
