import { allFlags, globalFlags } from './ossutil-options.ts';

/**
 * Rewrites a command line of ossutil for commander; any other is returned unchanged. ossutil accepts its global options before
 * `api`, between `api` and the command, or after the command, and accepts `-k=value` as well as `-k value`.
 */
export function ossutilArguments(args: readonly string[]): readonly string[] {
  const before = leadingOptions(args);
  if (args[before.length] !== 'api') return args;
  const rest = args.slice(before.length + 1);
  const between = leadingOptions(rest);
  const [command, ...own] = rest.slice(between.length);
  if (command === undefined) return ['api', ...before, ...between];
  return ['api', command, ...splitShort([...before, ...between, ...own])];
}

function leadingOptions(args: readonly string[]): readonly string[] {
  let end = 0;
  for (let arg = args[end]; arg !== undefined; arg = args[end]) {
    const length = lengthOf(arg, globalFlags);
    if (length === 0) break;
    end += length;
  }
  return args.slice(0, end);
}

/** How many arguments an option takes, including itself; 0 if it is not one of these. */
function lengthOf(arg: string, flags: ReadonlyMap<string, boolean>): number {
  const [flag = ''] = arg.split('=', 1);
  const takesValue = flags.get(flag);
  if (takesValue === undefined) return 0;
  return takesValue && flag === arg ? 2 : 1;
}

/** `-k=v` as `-k v`, except where `-k=v` is itself the value of an option. */
function splitShort(args: readonly string[]): readonly string[] {
  const split: string[] = [];
  for (let i = 0; i < args.length; ) {
    const arg = args[i] ?? '';
    const length = Math.max(1, lengthOf(arg, allFlags));
    const short = /^(-[a-z])=(.*)$/s.exec(arg);
    if (short !== null && allFlags.get(short[1] ?? '') === true) split.push(short[1] ?? '', short[2] ?? '');
    else split.push(...args.slice(i, i + length));
    i += length;
  }
  return split;
}
