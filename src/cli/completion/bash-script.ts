import { sortedBy } from '../../core/index.ts';
import { takesValueSomewhere } from './flag-values.ts';
import { shellQuote } from './shell-quote.ts';
import type { SurfaceArg, SurfaceCommand, SurfaceFlag } from './surface.ts';

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
  local _hyper_current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} word skipped= glued=
  local words=()
  COMPREPLY=()
  # --flag=value: bash cuts words at "=" too.
  [[ $_hyper_current == = ]] && _hyper_current= && previous="="
  [[ $previous == = ]] && previous=\${COMP_WORDS[COMP_CWORD-2]}
  [[ \${COMP_WORDS[COMP_CWORD]} == = ]] && previous=\${COMP_WORDS[COMP_CWORD-1]}
${wordLoop(commands)}  local last=
  [[ \${#words[@]} -gt 0 ]] && last=\${words[\${#words[@]}-1]}
  local command=\${words[0]-} two="\${words[0]-} \${words[1]-}" at=$((\${#words[@]} - 1))
  case $two in
${twoWordCases(commands)}
  esac
  case "$command $previous" in
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

/** Gathers the words before the current one that are neither flags nor their values. */
function wordLoop(commands: readonly SurfaceCommand[]): string {
  return `  for word in "\${COMP_WORDS[@]:1:$((COMP_CWORD - 1))}"; do
    # What stands behind a flag that takes a value is no argument.
    if [[ -n $skipped ]]; then
      [[ $word == = ]] || skipped=
      continue
    fi
    case $word in
    ${takesValueSomewhere(commands).map(shellQuote).join(' | ')}) skipped=yes ;;
    -*) ;;
    # bash cuts words at "@" and ":", which belong to the argument around them.
    [@:]) glued=yes ;;
    *)
      [[ -n $glued ]] || words+=("$word")
      glued=
      ;;
    esac
  done
  [[ $_hyper_current == [@:] ]] && glued=yes
  [[ -n $glued && \${#words[@]} -gt 0 ]] && words=("\${words[@]:0:\${#words[@]}-1}")
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
  return `  ${ids.join(' | ')}) command=$two at=$((at - 1)) ;;`;
}

/** The values of flags: those that are one in all commands by the flag alone, the others by command and flag. */
function valueCases(commands: readonly SurfaceCommand[]): string {
  const offers = new Map<string, Map<string, string[]>>();
  for (const { id, flags } of commands) {
    for (const flag of flags) {
      const byOffer = offers.get(flag.name) ?? new Map<string, string[]>();
      const offer = offerOfFlag(flag);
      byOffer.set(offer, [...(byOffer.get(offer) ?? []), id]);
      offers.set(flag.name, byOffer);
    }
  }
  return sortedBy(offers, ([name]) => name)
    .flatMap(([name, byOffer]) =>
      [...byOffer].map(([offer, ids]) => {
        if (offer === '') return '';
        const pattern =
          byOffer.size === 1
            ? `*${shellQuote(` ${name}`)}`
            : ids.map((id) => shellQuote(`${id} ${name}`)).join(' | ');
        return `  ${pattern}) ${offer} ;;`;
      }),
    )
    .filter((line) => line !== '')
    .join('\n');
}

function offerOfFlag({ name, takesValue, values }: SurfaceFlag): string {
  if (!takesValue) return '';
  if (name === '--namespace') return '_hyper_names namespaces; return';
  return values.length > 0 ? `${offerAll(values)}; return` : 'return';
}

function commandCases(commands: readonly SurfaceCommand[]): string {
  const cases = commands.map(({ id, flags, args, repeats }) => {
    const offerFlags = `_hyper_offer ${flags.map(({ name }) => shellQuote(name)).join(' ')} '--help'`;
    const places = args.map((arg, index) => {
      const at = repeats && index === args.length - 1 ? '*' : String(index);
      return `${at}) ${offerOfArg(arg)}:;;`;
    });
    // Where arguments can stand, flags are offered once a dash is there.
    const offer =
      args.length === 0
        ? offerFlags
        : `if [[ $_hyper_current == -* ]]; then ${offerFlags}; else case $at in ${places.join(' ')} *) ${offerFlags} ;; esac; fi`;
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

function offerOfArg({ names, values, behind }: SurfaceArg): string {
  if (behind.size > 0) {
    const rows = [...behind].map(([before, all]) => `${shellQuote(before)}) ${offerAll(all)} ;;`);
    return `case $last in ${rows.join(' ')} esac; `;
  }
  const offerNames = names === undefined || names === 'files' ? '' : `_hyper_names ${names}; `;
  return values.length === 0 ? offerNames : `${offerAll(values)}; ${offerNames}`;
}

function offerAll(values: readonly string[]): string {
  return `_hyper_offer ${values.map(shellQuote).join(' ')}`;
}
