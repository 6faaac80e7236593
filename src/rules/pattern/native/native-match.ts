import { createGroups, type Groups } from '../groups.ts';
import type { NativeProgram } from './native-program.ts';

/** Finds a pattern with the regular expressions of JavaScript, which are much faster than RE2. */
export interface NativeMatch {
  /** The names of the groups. */
  readonly groups: readonly string[];
  /** About how many instructions RE2 would need. */
  readonly size: number;
  /** Returns the groups of the match that begins at `from`. Undefined if the pattern does not match there. */
  match(text: string, from: number): Groups | undefined;
  /** The offset at which a group of this match ends. Undefined if the group did not take part in a match. */
  endOf(text: string, group: string, from: number): number | undefined;
}

/** Makes a program ready to run. */
export function createNativeMatch({ source, isBackwards, names, size }: NativeProgram): NativeMatch {
  const run = isBackwards ? runBackwards : runForwards;
  // Most rules of a file never match a key, so the regex is made when the first one is tried.
  let regex: RegExp | undefined;
  return {
    groups: names,
    size,
    endOf(text, group, from) {
      // Few patterns are asked, and offsets make each match slower.
      const end = run(new RegExp(source, 'duy'), text, from)?.indices?.[names.indexOf(group) + 1]?.[1];
      return end === undefined || !isBackwards ? end : end + from;
    },
    match(text, from) {
      regex ??= new RegExp(source, 'uy');
      const found = run(regex, text, from);
      if (found === null) return undefined;
      const groups = createGroups();
      for (let i = 0; i < names.length; i++) {
        const value = found[i + 1];
        const name = names[i];
        if (value !== undefined && name !== undefined) groups[name] = value;
      }
      return groups;
    },
  };
}

function runForwards(regex: RegExp, text: string, from: number): RegExpExecArray | null {
  regex.lastIndex = from;
  return regex.exec(text);
}

function runBackwards(regex: RegExp, text: string, from: number): RegExpExecArray | null {
  const rest = from === 0 ? text : text.slice(from);
  regex.lastIndex = rest.length;
  return regex.exec(rest);
}
