import { allCommands, type CompletedCommand, type CompletedOption, type Completes } from './completion-tree.ts';

/** A completion script for zsh, with the descriptions from the help. */
export function zshScript(name: string, program: CompletedCommand): string {
  return `#compdef ${name}
# Completion of ${name} for zsh. Load it with: source <(${name} completion zsh), below compinit
${allCommands(program)
  .map((command) => commandFunction(name, command))
  .join('\n')}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  ${functionName(name, [])} "$@"
else
  compdef ${functionName(name, [])} ${name}
fi
`;
}

function commandFunction(name: string, { path, commands, options, argument }: CompletedCommand): string {
  const specs = options.flatMap(optionSpecs);
  const head = `${functionName(name, path)}() {`;
  if (commands.length === 0) {
    const rest = argument === undefined ? [] : [quoted(`*:${escaped(argument.name)}:${action(argument.completes)}`)];
    return `${head}\n  _arguments -s ${[...specs, ...rest].join(' \\\n    ')}\n}`;
  }
  return `${head}
  local curcontext=$curcontext state line
  _arguments -s -C ${[...specs, "'1: :->command'", "'*:: :->rest'"].join(' \\\n    ')} && return
  case $state in
    command)
      local -a commands=(
${commands.map((below) => `        ${quoted(`${lastName(below)}:${escaped(below.description)}`)}`).join('\n')}
      )
      _describe command commands ;;
    rest)
      curcontext=\${curcontext%:*:*}:${name}-$line[1]:
      case $line[1] in
${commands.map((below) => `        ${lastName(below)}) ${functionName(name, below.path)} ;;`).join('\n')}
      esac ;;
  esac
}`;
}

function lastName({ path }: CompletedCommand): string {
  return path.at(-1) ?? '';
}

function functionName(name: string, path: readonly string[]): string {
  return `_${[name, ...path].join('__')}`;
}

/** One spec for each name. `*` allows the option again; its last value counts. */
function optionSpecs({ names, description, value }: CompletedOption): readonly string[] {
  return names.map((flag) => {
    // "--option=value" as well as "--option value", and "-ovalue" as well as "-o value".
    const joint = value === undefined ? '' : flag.startsWith('--') ? '=' : '+';
    const tail = value === undefined ? '' : `:${escaped(value.name)}:${action(value.completes)}`;
    return quoted(`*${flag}${joint}[${escaped(description)}]${tail}`);
  });
}

function action(completes: Completes): string {
  if (completes === 'anything') return '';
  return completes === 'file' ? '_files' : `(${completes.words.join(' ')})`;
}

function escaped(text: string): string {
  return text.replace(/[\\:[\]]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
