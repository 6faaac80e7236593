import { parseXml, type XmlElement } from '../../../oss-wire/parse-xml.ts';
import type { Fields } from '../../http/read-attributes.ts';

/** One entry of a listing: the name of its element, and its fields as texts. */
interface PlainEntry {
  readonly name: string;
  readonly fields: Fields;
}

export interface PlainEntries {
  readonly entries: readonly PlainEntry[];
  /** The document without these entries. */
  readonly root: XmlElement;
}

/** How a store writes an entry: its elements in their order, each once. */
interface EntryForm {
  readonly name: string;
  /** Sticky. A group for each element except Owner. */
  readonly pattern: RegExp;
  /** The groups by name. Written out, because filling an object by a list of names takes three times as long. */
  readonly fields: (groups: RegExpExecArray) => Fields;
}

/** @param order the elements in their order. `?` marks those that an entry may lack. */
function entryPattern(name: string, order: string): string {
  const elements = order.split(' ').map((element) => {
    const field = element.replace('?', '');
    const pattern = `<${field}>${field === 'Owner' ? OWNER : '([^<&\\r]*)'}</${field}>\\s*`;
    return element === field ? pattern : `(?:${pattern})?`;
  });
  return `<${name}>\\s*${elements.join('')}</${name}>\\s*`;
}

const OWNER = '\\s*<ID>[^<&\\r]*</ID>\\s*<DisplayName>[^<&\\r]*</DisplayName>\\s*';

/** Source: OSS, ListObjectsV2 page. */
export const OBJECT_FORMS: readonly EntryForm[] = [
  {
    name: 'Contents',
    pattern: new RegExp(
      entryPattern('Contents', 'Key LastModified ETag Type Size StorageClass? RestoreInfo? Owner?'),
      'y',
    ),
    fields: (groups) => ({
      Key: groups[1],
      LastModified: groups[2],
      ETag: groups[3],
      Type: groups[4],
      Size: groups[5],
      StorageClass: groups[6],
      RestoreInfo: groups[7],
    }),
  },
];

/** Source: OSS, ListObjectVersions page. */
export const VERSION_FORMS: readonly EntryForm[] = [
  {
    name: 'Version',
    pattern: new RegExp(
      entryPattern('Version', 'Key VersionId IsLatest LastModified ETag Type Size StorageClass? RestoreInfo? Owner?'),
      'y',
    ),
    fields: (groups) => ({
      Key: groups[1],
      VersionId: groups[2],
      IsLatest: groups[3],
      LastModified: groups[4],
      ETag: groups[5],
      Type: groups[6],
      Size: groups[7],
    }),
  },
  {
    name: 'DeleteMarker',
    pattern: new RegExp(entryPattern('DeleteMarker', 'Key VersionId IsLatest LastModified Owner?'), 'y'),
    fields: (groups) => ({ Key: groups[1], VersionId: groups[2], IsLatest: groups[3], LastModified: groups[4] }),
  },
];

/**
 * Cuts the entries out of a page if all of them have the usual form and follow each other. Undefined for every other page,
 * which must be parsed as a whole. So a page is read as the XML parser reads it, and in a fifth of the time: most of that
 * time would go into one object for each element.
 */
export function plainEntries(page: string, forms: readonly EntryForm[]): PlainEntries | undefined {
  const start = firstEntry(page, forms);
  if (start < 0) return undefined;
  const entries: PlainEntry[] = [];
  let at = start;
  for (let next = entryAt(page, at, forms); next !== undefined; next = entryAt(page, at, forms)) {
    entries.push(next.entry);
    at = next.end;
  }
  if (entries.length === 0) return undefined;
  const root = restOf(page, start, at);
  // The entries are children of the root, and all of them, if the element in their place is. Otherwise they may be in a
  // comment, for example.
  const places = root?.children.filter(({ name }) => name === PLACE || forms.some((form) => form.name === name));
  return root !== undefined && places?.length === 1 && places[0]?.name === PLACE ? { entries, root } : undefined;
}

function firstEntry(page: string, forms: readonly EntryForm[]): number {
  const starts = forms.map(({ name }) => page.indexOf(`<${name}>`)).filter((at) => at >= 0);
  return starts.length === 0 ? -1 : Math.min(...starts);
}

function entryAt(
  page: string,
  at: number,
  forms: readonly EntryForm[],
): { readonly entry: PlainEntry; readonly end: number } | undefined {
  for (const { name, pattern, fields } of forms) {
    pattern.lastIndex = at;
    const groups = pattern.exec(page);
    if (groups !== null) return { entry: { name, fields: fields(groups) }, end: pattern.lastIndex };
  }
  return undefined;
}

/** An element that no page has. */
const PLACE = 'autoalias-entries';

function restOf(page: string, start: number, end: number): XmlElement | undefined {
  try {
    return parseXml(`${page.slice(0, start)}<${PLACE}/>${page.slice(end)}`);
  } catch {
    return undefined; // the parser reports the error, with its place in the whole page
  }
}
