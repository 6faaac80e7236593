import { endOfString } from './parse-json.ts';

/** A place in a JSON text: where a value begins, and its key if it is in an object. */
export interface JsonPlace {
  readonly key: number | undefined;
  readonly value: number;
}

/**
 * Finds a value in a text that is valid JSON. If it does not exist, the closest value around it. It reads the text up to the
 * value and keeps nothing, so that large files with a mistake are cheap too.
 */
export function findInJson(json: string, path: readonly (string | number)[]): JsonPlace {
  let place: JsonPlace = { key: undefined, value: skipSpace(json, 0) };
  for (const step of path) {
    const next = childOf(json, place.value, step);
    if (next === undefined) return place;
    place = next;
  }
  return place;
}

/** The item of a list or the member of an object that begins at an offset. */
function childOf(json: string, start: number, step: string | number): JsonPlace | undefined {
  const isObject = json[start] === '{';
  if (!isObject && json[start] !== '[') return undefined;
  let at = skipSpace(json, start + 1);
  for (let index = 0; json[at] !== '}' && json[at] !== ']'; index++) {
    const key = at;
    const end = isObject ? endOfString(json, at) + 1 : at;
    // The colon after the key.
    if (isObject) at = skipSpace(json, skipSpace(json, end) + 1);
    const name: unknown = isObject ? JSON.parse(json.slice(key, end)) : index;
    if (name === step) return { key: isObject ? key : undefined, value: at };
    at = skipSpace(json, endOfValue(json, at));
    if (json[at] !== ',') return undefined;
    at = skipSpace(json, at + 1);
  }
  return undefined;
}

function skipSpace(json: string, from: number): number {
  let at = from;
  while (/\s/.test(json[at] ?? '')) at++;
  return at;
}

/** The offset after the value that begins at an offset. */
function endOfValue(json: string, start: number): number {
  let depth = 0;
  for (let at = start; at < json.length; at++) {
    const character = json[at];
    if (character === '"') at = endOfString(json, at);
    else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && depth-- === 0) return at;
    else if (character === ',' && depth === 0) return at;
  }
  return json.length;
}
