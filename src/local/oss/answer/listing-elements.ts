import { restoreText } from '../../../oss-wire/restore-info.ts';
import { escapeText } from '../../../oss-wire/write-xml.ts';
import type { RestoreState } from '../../../stores/object-attributes.ts';
import type { NameEncoder } from './name-encoder.ts';

/** The elements `CommonPrefixes` of a page. */
export function commonPrefixes(prefixes: readonly string[], names: NameEncoder): string {
  return prefixes
    .map((prefix) => `<CommonPrefixes><Prefix>${escapeText(names.encode(prefix))}</Prefix></CommonPrefixes>`)
    .join('');
}

/** The element `RestoreInfo`. Only an archived object has a restoration. */
export function restoreInfo(restore: RestoreState | undefined): string {
  return restore === undefined ? '' : `<RestoreInfo>${restoreText(restore)}</RestoreInfo>`;
}
