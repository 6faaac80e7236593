export type Headers = Readonly<Record<string, string>>;

/** Texts by name: the headers of an answer, or the fields of an element. */
export type Fields = Readonly<Record<string, string | undefined>>;

/** Converts the text of a field. Undefined for a text that the field cannot have. */
type FieldReader<T> = (text: string) => T | undefined;

/** How the texts in answers are converted. */
export const answerFields = {
  /** ISO 8601 or HTTP date, to Unix milliseconds. */
  time: (text: string): number | undefined => {
    const time = Date.parse(text);
    return Number.isNaN(time) ? undefined : time;
  },
  count: (text: string): number | undefined => {
    const count = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    return Number.isSafeInteger(count) ? count : undefined;
  },
  etag: (text: string): string =>
    text.slice(Number(text.startsWith('"')), text.length > 1 && text.endsWith('"') ? -1 : undefined),
  flag: (text: string): boolean | undefined => (text === 'true' ? true : text === 'false' ? false : undefined),
  /** Any text, also an empty one. */
  text: (text: string): string => text,
  name: (text: string): string | undefined => (text === '' ? undefined : text),
};

/** Reads a field that the answer must have. Throws an Error with its name. */
export function required<T>(fields: Fields, name: string, read: FieldReader<T>): T {
  const value = optional(fields, name, read);
  if (value === undefined) throw new Error(`it has no ${name}`);
  return value;
}

/** Reads a field that the answer may have. Throws an Error if it has another form. */
export function optional<T>(fields: Fields, name: string, read: FieldReader<T>): T | undefined {
  const text = fields[name];
  if (text === undefined) return undefined;
  const value = read(text);
  if (value === undefined) throw new Error(`its ${name} cannot be ${JSON.stringify(text.slice(0, LONGEST_TEXT))}`);
  return value;
}

/** In characters. A server must not decide the length of messages. */
const LONGEST_TEXT = 100;

/** The `Date` header. A store without a valid one does not say its time. */
export function readDate(date: string | undefined): { readonly date?: number } {
  const time = Date.parse(date ?? '');
  return Number.isNaN(time) ? {} : { date: time };
}
