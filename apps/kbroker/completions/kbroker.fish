# fish completion for kbroker
set -l commands check tools call search config status token completion
complete -c kbroker -f
complete -c kbroker -l url -x -d 'MCP server to use'
complete -c kbroker -l token-file -r -F -d 'bearer token for --url'
complete -c kbroker -l config -r -F -d 'configuration file'
complete -c kbroker -l demo -d 'use the built-in simulator'
complete -c kbroker -l json -d 'machine-readable output'
complete -c kbroker -n "not __fish_seen_subcommand_from $commands" -a check -d 'test configuration, connection, token, quote and balance'
complete -c kbroker -n "not __fish_seen_subcommand_from $commands" -a tools -d 'list what can be called'
complete -c kbroker -n "not __fish_seen_subcommand_from $commands" -a call -d 'call a tool'
complete -c kbroker -n "not __fish_seen_subcommand_from $commands" -a search -d 'find the API for a job'
complete -c kbroker -n "not __fish_seen_subcommand_from $commands" -a config -d 'effective configuration'
complete -c kbroker -n "not __fish_seen_subcommand_from $commands" -a status -d 'how the brokers are'
complete -c kbroker -n "not __fish_seen_subcommand_from $commands" -a token -d 'make a bearer token for kbrokerd'
complete -c kbroker -n "not __fish_seen_subcommand_from $commands" -a completion -d 'print a completion script'
complete -c kbroker -n "__fish_seen_subcommand_from call" -a "(kbroker --demo tools --names 2>/dev/null)"
complete -c kbroker -n "__fish_seen_subcommand_from token" -a new
complete -c kbroker -n "__fish_seen_subcommand_from completion" -a 'bash zsh fish'
complete -c kbroker -n "__fish_seen_subcommand_from check" -l lang -x -a 'ko en' -d 'language of the report'
