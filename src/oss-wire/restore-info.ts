import type { RestoreState } from '../stores/object-attributes.ts';

/**
 * The header `x-oss-restore` and the element `RestoreInfo` (HeadObject page), such as `ongoing-request="true"` or
 * `ongoing-request="false", expiry-date="Fri, 27 Nov 2026 23:30:00 GMT"`.
 */
export function restoreText({ ongoing, expires }: RestoreState): string {
  const end = expires === undefined ? '' : `, expiry-date="${new Date(expires).toUTCString()}"`;
  return `ongoing-request="${ongoing}"${end}`;
}

const ONGOING = /^\s*ongoing-request="(true|false)"/;
const EXPIRY = /\bexpiry-date="([^"]*)"/;

/** Undefined for a text of another form. The object then counts as not restored. */
export function readRestoreText(text: string): RestoreState | undefined {
  const [, ongoing] = ONGOING.exec(text) ?? [];
  if (ongoing === undefined) return undefined;
  const expires = Date.parse(EXPIRY.exec(text)?.[1] ?? '');
  return { ongoing: ongoing === 'true', ...(Number.isNaN(expires) ? {} : { expires }) };
}
