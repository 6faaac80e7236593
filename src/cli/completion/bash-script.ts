import { allCommands, type CompletedCommand, type Completes } from './completion-tree.ts';

/** A completion script for bash 3.2 (the version on macOS) and later. */
export function bashScript(name: string, program: CompletedCommand): string {
  const commands = allCommands(program);
  const at = `_${name.replace(/\W/g, '_')}`;
  return `# Completion of ${name} for bash. Load it with: eval "$(${name} completion bash)"
${at}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} path= skip= word i
  COMPREPLY=()
  # bash splits "--option=value" at the equals sign.
  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ -n $skip ]]; then
      [[ $word == = ]] || skip=
      continue
    fi
    case $word in
      ${valueFlags(commands).join('|')}) skip=1 ;;
      *) case "$path $word" in
${commands
  .filter(({ path }) => path.length > 0)
  .map(({ path }) => `        ${quoted(` ${path.join(' ')}`)}) path="$path $word" ;;`)
  .join('\n')}
      esac ;;
    esac
  done
  case "$path $prev" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case $path in
${commands.map(commandCase).join('\n')}
  esac
}
${at}_words() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$1" -- "$cur"))
}
${at}_files() {
  # bash 4 completes files itself, with the slashes and quotes they need.
  compopt -o default 2>/dev/null && return
  local IFS=$'\\n'
  COMPREPLY=($(compgen -f -- "$cur"))
}
complete -F ${at} ${name}
`.replaceAll('\0', at);
}

function valueFlags(commands: readonly CompletedCommand[]): readonly string[] {
  return [
    ...new Set(
      commands.flatMap(({ options }) => options.flatMap(({ names, value }) => (value === undefined ? [] : names))),
    ),
  ];
}

function valueCases({ path, options }: CompletedCommand): readonly string[] {
  return options.flatMap(({ names, value }) =>
    value === undefined
      ? []
      : names.map((flag) => `    ${quoted(` ${[...path, flag].join(' ')}`)}) ${offer(value.completes)}return ;;`),
  );
}

function commandCase({ path, commands, options, argument }: CompletedCommand): string {
  const flags = options.flatMap(({ names }) => names);
  const words = commands.length > 0 ? { words: commands.map((below) => below.path.at(-1) ?? '') } : argument?.completes;
  return `    ${quoted(path.length === 0 ? '' : ` ${path.join(' ')}`)})
      if [[ $cur == -* ]]; then ${offer({ words: flags })}
      else ${words === undefined ? ':' : offer(words)}
      fi ;;`;
}

function offer(completes: Completes): string {
  if (completes === 'anything') return ': ; ';
  return completes === 'file' ? '\0_files; ' : `\0_words ${words(completes.words)}; `;
}

function words(all: readonly string[]): string {
  return `$'${all.join('\\n')}'`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
