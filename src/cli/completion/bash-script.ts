import { sortedBy } from '../../core/index.ts';
import { shellQuote } from './shell-quote.ts';
import type { SurfaceCommand } from './surface.ts';

/**
 * The completion of bash. Candidates are compared as texts and never expanded: `compgen -W` would run what a name holds
 * (ATTACKS X12). Pure.
 */
export function bashScript(commands: readonly SurfaceCommand[]): string {
  return `# bash completion of hyper. Put this in ~/.bashrc: eval "$(hyper completion bash)"
_hyper_offer() {
  local candidate
  for candidate in "$@"; do
    [[ $candidate == "$_hyper_current"* ]] && COMPREPLY+=("$candidate")
  done
}
# bash completes from the last "@" on: what stands before it is on the line already.
_hyper_names() {
  local candidate line=\${COMP_LINE:0:\${COMP_POINT:-0}} whole=$_hyper_current before=
  [[ -n $line ]] && whole=\${line##* }
  [[ \${COMP_WORDBREAKS-} == *@* && $whole == *@* ]] && before=\${whole%@*}
  # A version may follow.
  [[ $1 == references || $1 == targets ]] && compopt -o nospace 2>/dev/null
  while IFS= read -r candidate; do
    [[ $candidate == "$whole"* ]] && COMPREPLY+=("\${candidate#"$before"}")
  done < <(hyper completion --names "$1" --word "$whole" 2>/dev/null)
}
_hyper() {
  local _hyper_current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} word
  local words=()
  COMPREPLY=()
  # --flag=value: bash cuts words at "=" too.
  [[ $_hyper_current == = ]] && _hyper_current= && previous="="
  [[ $previous == = ]] && previous=\${COMP_WORDS[COMP_CWORD-2]}
  [[ \${COMP_WORDS[COMP_CWORD]} == = ]] && previous=\${COMP_WORDS[COMP_CWORD-1]}
  for word in "\${COMP_WORDS[@]:1:$((COMP_CWORD - 1))}"; do
    [[ $word == -* ]] || words+=("$word")
  done
  local command=\${words[0]-} two="\${words[0]-} \${words[1]-}"
  case $two in
${twoWordCases(commands)}
  esac
  case $previous in
${valueCases(commands)}
  esac
  case $command in
${commandCases(commands)}
  *) _hyper_offer ${topWords(commands).map(shellQuote).join(' ')} '--help' '--version' ;;
  esac
}
complete -o default -F _hyper hyper
`;
}

/** zsh runs the script of bash through its own emulation. */
export function zshScript(commands: readonly SurfaceCommand[]): string {
  return `# zsh completion of hyper. Put this in ~/.zshrc: eval "$(hyper completion zsh)"
autoload -U +X compinit && compinit
autoload -U +X bashcompinit && bashcompinit
${bashScript(commands)}`;
}

function topWords(commands: readonly SurfaceCommand[]): string[] {
  return [...new Set(commands.map(({ id }) => id.split(' ')[0] ?? id)), 'help'];
}

function twoWordCases(commands: readonly SurfaceCommand[]): string {
  const ids = commands.filter(({ id }) => id.includes(' ')).map(({ id }) => shellQuote(id));
  return `  ${ids.join(' | ')}) command=$two ;;`;
}

function valueCases(commands: readonly SurfaceCommand[]): string {
  const flags = new Map(commands.flatMap(({ flags: all }) => all.map((flag) => [flag.name, flag] as const)));
  return sortedBy(flags.values(), ({ name }) => name)
    .filter(({ takesValue }) => takesValue)
    .map(({ name, values }) => {
      const offer =
        name === '--namespace'
          ? '_hyper_names namespaces; '
          : values.length > 0
            ? `_hyper_offer ${values.map(shellQuote).join(' ')}; `
            : '';
      return `  ${shellQuote(name)}) ${offer}return ;;`;
    })
    .join('\n');
}

function commandCases(commands: readonly SurfaceCommand[]): string {
  const cases = commands.map(({ id, flags, names }) => {
    const offerFlags = `_hyper_offer ${flags.map(({ name }) => shellQuote(name)).join(' ')} '--help'`;
    const offerNames = names === undefined || names === 'files' ? '' : `_hyper_names ${names}; `;
    // Where names or files can stand, flags are offered once a dash is there.
    const offer =
      names === undefined
        ? offerFlags
        : `if [[ $_hyper_current == -* ]]; then ${offerFlags}; else ${offerNames}:; fi`;
    return `  ${shellQuote(id)}) ${offer} ;;`;
  });
  const topics = new Map<string, string[]>();
  for (const { id } of commands) {
    const [topic = '', second] = id.split(' ');
    if (second !== undefined) topics.set(topic, [...(topics.get(topic) ?? []), second]);
  }
  const topicCases = [...topics].map(
    ([topic, seconds]) => `  ${shellQuote(topic)}) _hyper_offer ${seconds.map(shellQuote).join(' ')} ;;`,
  );
  return [...cases, ...topicCases].join('\n');
}
