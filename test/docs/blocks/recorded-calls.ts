import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { commandHelp } from '../generated/command-reference.ts';

/**
 * What is wrong with a call of a program that cannot run here. The rules: every subcommand and every flag exists, local files
 * exist, npm scripts exist, and the parameters of a stack are those of template.yml with values that it allows.
 */
export function callFlaw([program = '', ...args]: readonly string[], directory: string): string | undefined {
  const check = PROGRAMS[program];
  return check === undefined ? `no rule covers the program ${program}` : check(args, directory);
}

type CallCheck = (args: readonly string[], directory: string) => string | undefined;

const PROGRAMS: Readonly<Record<string, CallCheck>> = {
  autoalias: ([command = '', ...args]) => {
    const help = commandHelp(command);
    if (help === undefined) return `autoalias has no command "${command}"`;
    return unknownFlag(args, new Set(help.match(/(?<![\w-])--?[a-z][\w-]*/g)), `autoalias ${command}`);
  },
  // The program itself has checked its flags: the session started it.
  'autoalias-dev': () => undefined,
  npm: ([verb = '', name = '', ...rest]) => {
    if (['ci', 'start', 'test', 'install'].includes(verb)) return undefined;
    if (verb !== 'run') return `no rule covers npm ${verb}`;
    const script = npmScripts[name];
    if (script === undefined) return `package.json has no script "${name}"`;
    return name === 'vitest' ? vitestFlaw(rest) : unknownScriptFlag(script, rest);
  },
  git: ([verb = '', ...args]) =>
    /^(?:clone|switch|add|commit|push|rebase|log)$/.test(verb)
      ? unknownFlag(args, new Set(['-c', '-m', '-b', '--depth', '--format']), `git ${verb}`)
      : `no rule covers git ${verb}`,
  aliyun: ([product = '', operation = '', ...args], directory) => {
    const flags = ALIYUN[`${product} ${operation}`];
    if (flags === undefined) return `no rule covers aliyun ${product} ${operation}`;
    const unknown = args.filter((arg) => arg.startsWith('--')).find((arg) => !flags.test(arg));
    if (unknown !== undefined) return `aliyun ${product} ${operation} has no flag ${unknown}`;
    return product === 'ros' && /Stack$/.test(operation) ? stackFlaw(operation, args, directory) : undefined;
  },
  ossutil: ([verb = '', ...args], directory) => {
    const flags = OSSUTIL[verb];
    if (flags === undefined) return `no rule covers ossutil ${verb}`;
    const absent = args.find((arg) => /^[\w./-]+\.\w+$/.test(arg) && !existsSync(join(directory, arg)));
    return absent === undefined ? unknownFlag(args, flags, `ossutil ${verb}`) : `there is no file ${absent}`;
  },
  terraform: ([verb = '', ...args]) =>
    ['init', 'plan', 'apply', 'output', 'fmt'].includes(verb)
      ? unknownFlag(args, new Set(['-var', '-out', '-raw']), `terraform ${verb}`)
      : `no rule covers terraform ${verb}`,
  s: ([verb = '', ...args]) =>
    ['config', 'deploy', 'plan', 'info'].includes(verb)
      ? unknownFlag(args, new Set(['-y', '--function', '--trigger', '--skip-push']), `s ${verb}`)
      : `no rule covers s ${verb}`,
};

/** Operations with the flags that their API pages list: ROS 2019-09-10, RAM 2015-05-01, SLS 2020-12-30, SMQ 2022-01-19. */
const ALIYUN: Readonly<Record<string, RegExp>> = {
  'ros CreateStack':
    /^--(?:RegionId|StackName|TemplateBody|TemplateURL|TimeoutInMinutes|DisableRollback|Parameters\.\d+\.Parameter(?:Key|Value))$/,
  'ros UpdateStack':
    /^--(?:RegionId|StackId|TemplateBody|TemplateURL|TimeoutInMinutes|UsePreviousParameters|Parameters\.\d+\.Parameter(?:Key|Value))$/,
  'ros DeleteStack': /^--(?:RegionId|StackId|RetainAllResources)$/,
  'ros GetStack': /^--(?:RegionId|StackId|OutputOption)$/,
  'ram CreateRole': /^--(?:RoleName|AssumeRolePolicyDocument|Description|MaxSessionDuration)$/,
  'ram CreatePolicy': /^--(?:PolicyName|PolicyDocument|Description)$/,
  'ram CreatePolicyVersion': /^--(?:PolicyName|PolicyDocument|SetAsDefault|RotateStrategy)$/,
  'ram AttachPolicyToRole': /^--(?:PolicyType|PolicyName|RoleName)$/,
  'ram AttachPolicyToUser': /^--(?:PolicyType|PolicyName|UserName)$/,
  'mns-open CreateQueue': /^--(?:region|QueueName|MessageRetentionPeriod|VisibilityTimeout|DelaySeconds)$/,
};

const OSSUTIL: Readonly<Record<string, ReadonlySet<string>>> = {
  cp: new Set(['-r', '-f', '--region', '--endpoint', '-e', '--addressing-style', '--meta', '--metadata']),
  ls: new Set(['-r', '--region', '--endpoint', '-e', '--all-versions']),
  api: new Set(['--bucket', '--key', '--region', '--versioning-configuration', '--symlink-target']),
};

function unknownFlag(args: readonly string[], known: ReadonlySet<string>, of: string): string | undefined {
  const flag = args.map((arg) => arg.split('=')[0] ?? '').find((arg) => /^--?[a-z]/i.test(arg) && !known.has(arg));
  return flag === undefined ? undefined : `${of} has no flag ${flag}`;
}

function vitestFlaw(args: readonly string[]): string | undefined {
  const absent = args.find((arg) => arg.startsWith('test/') && !existsSync(arg));
  if (absent !== undefined) return `there is no ${absent}`;
  return unknownFlag(
    args.filter((arg) => arg !== '--'),
    new Set(['-t', '--no-isolate']),
    'vitest',
  );
}

const packageSchema = z.object({ scripts: z.record(z.string(), z.string()) });
const npmScripts = packageSchema.parse(JSON.parse(readFileSync('package.json', 'utf8'))).scripts;

/** Flags behind `--` go to the program that the script runs. Its source has to name them. */
function unknownScriptFlag(script: string, args: readonly string[]): string | undefined {
  const flags = args.filter((arg) => /^--[a-z]/.test(arg));
  const sources = (script.match(/\btest\/[\w/-]+\.ts/g) ?? []).map((path) => readFileSync(path, 'utf8'));
  const unknown = flags.find((flag) => !sources.some((text) => text.includes(flag.slice(2).split('=')[0] ?? flag)));
  return unknown === undefined ? undefined : `the script "${script}" has no flag ${unknown}`;
}

const templateSchema = z.object({
  Parameters: z.record(
    z.string(),
    z.object({
      Default: z.union([z.string(), z.number()]).optional(),
      AllowedPattern: z.string().optional(),
      AllowedValues: z.array(z.string()).optional(),
      MinLength: z.number().default(0),
      MaxLength: z.number().default(Number.POSITIVE_INFINITY),
    }),
  ),
});

function stackFlaw(operation: string, args: readonly string[], directory: string): string | undefined {
  const template = readFileSync(join(directory, 'template.yml'), 'utf8');
  const flagValue = (flag: string): string | undefined =>
    args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined;
  const body = flagValue('--TemplateBody');
  if (body !== undefined && body !== template.trimEnd()) return 'the TemplateBody is not template.yml';
  const { Parameters: parameters } = templateSchema.parse(parse(template));
  const given = new Map(
    args.flatMap((arg, i) => {
      const number = /^--Parameters\.(\d+)\.ParameterKey$/.exec(arg)?.[1];
      return number === undefined ? [] : [[args[i + 1] ?? '', flagValue(`--Parameters.${number}.ParameterValue`)]];
    }),
  );
  for (const [name, value] of given) {
    const parameter = parameters[name];
    if (parameter === undefined) return `template.yml has no parameter ${name}`;
    if (value === undefined) return `the parameter ${name} has no value`;
    const { AllowedPattern = '', AllowedValues = [value], MinLength, MaxLength } = parameter;
    const isAllowed =
      new RegExp(AllowedPattern).test(value) &&
      AllowedValues.includes(value) &&
      value.length >= MinLength &&
      value.length <= MaxLength;
    if (!isAllowed) return `template.yml does not allow ${name} to be "${value}"`;
  }
  const missing = Object.entries(parameters).find(([name, { Default }]) => Default === undefined && !given.has(name));
  return operation === 'CreateStack' && missing !== undefined ? `the parameter ${missing[0]} is missing` : undefined;
}
