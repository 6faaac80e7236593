/** The JSON name of a value's type, for messages: a person who reads "got object" for null looks in the wrong place. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  return Array.isArray(value) ? 'array' : typeof value;
}
