# bash completion for kbroker
_kbroker() {
  local word="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" command="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "${COMP_WORDS[i]}" in check|tools|call|search|config|status|token|completion) command="${COMP_WORDS[i]}"; break ;; esac
  done
  case "$previous" in
    --config|--token-file|--file) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    --url) mapfile -t COMPREPLY < <(compgen -W "http://127.0.0.1:8030/mcp" -- "$word"); return ;;
    call)
      mapfile -t COMPREPLY < <(compgen -W "$(kbroker --demo tools --names 2>/dev/null)" -- "$word")
      return ;;
    token) COMPREPLY=(new); return ;;
    --lang) mapfile -t COMPREPLY < <(compgen -W "ko en" -- "$word"); return ;;
    completion) mapfile -t COMPREPLY < <(compgen -W "bash zsh fish" -- "$word"); return ;;
  esac
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "--url --token-file --config --demo --json --lang --help --version" -- "$word")
  elif [[ -z $command ]]; then
    mapfile -t COMPREPLY < <(compgen -W "check tools call search config status token completion" -- "$word")
  fi
}
complete -F _kbroker kbroker
