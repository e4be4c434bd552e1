# Completion of `timeline` for fish. To install: timeline completion fish \
#   > ~/.config/fish/completions/timeline.fish

set -l commands list show check stats axis changes schema completion
set -l first "not __fish_seen_subcommand_from $commands"

function __timeline_files
    # fish puts files with the ending first, and offers the others too.
    __fish_complete_suffix .toml | string match -ri '^.*(?:\.toml|/)(?:\t.*)?$'
end

function __timeline_fields
    printf '%s:\n' actor participant speaker by assessor location tag source status stance kind role identifier id title \
        summary quote claim about date since until before after known importance has is sources claims \
        assessments quotes actors locations tags links link links-to linked-from link-kind publisher \
        author url type reliability credibility parent locator published accessed lang quote-kind \
        addressee media note quantity unit label actor-kind office member-of country precision \
        date-text
end

complete -c timeline -f
complete -c timeline -s h -l help -d 'show the help'

complete -c timeline -n $first -a list -d 'print the events that match'
complete -c timeline -n $first -a show -d 'print one event, whole'
complete -c timeline -n $first -a check -d 'print what is wrong in the files'
complete -c timeline -n $first -a stats -d 'count the events that match'
complete -c timeline -n $first -a changes -d 'print what became known between two days'
complete -c timeline -n $first -a axis -d 'draw when the events that match are, and with whom'
complete -c timeline -n $first -a schema -d 'print the JSON Schema of the format'
complete -c timeline -n $first -a completion -d 'print the completion script for a shell'
complete -c timeline -n $first -l at -x -d 'begin at a date'
complete -c timeline -n $first -l idle -x -d 'end after so many minutes without a key'
complete -c timeline -n $first -l version -d 'show the version'
complete -c timeline -n "$first; or __fish_seen_subcommand_from list stats axis changes" \
    -s q -l query -x -a '(__timeline_fields)' -d 'only the events that match'
complete -c timeline -n "$first; or __fish_seen_subcommand_from list show check stats axis changes" -a '(__timeline_files)'
complete -c timeline -n '__fish_seen_subcommand_from list stats axis changes' -a '(__timeline_fields)'

complete -c timeline -n "$first; or __fish_seen_subcommand_from list show check stats axis changes" -l limit -x -a 'file= total= files= tables= values= table='
complete -c timeline -n "$first; or __fish_seen_subcommand_from list show check stats axis changes" -l secure -d 'for strangers'
complete -c timeline -n '__fish_seen_subcommand_from list' -l format -x -a 'text json jsonl csv markdown'
complete -c timeline -n '__fish_seen_subcommand_from show' -l format -x -a 'text json markdown'
complete -c timeline -n '__fish_seen_subcommand_from check' -l format -x -a 'text json github'
complete -c timeline -n '__fish_seen_subcommand_from stats' -l format -x -a 'text json'
complete -c timeline -n '__fish_seen_subcommand_from list' -l axis -d 'draw an axis before the events'
complete -c timeline -n '__fish_seen_subcommand_from list stats axis' -l lanes -x -a 'actor location tag source kind none' -d 'a line for each of the commonest'
complete -c timeline -n '__fish_seen_subcommand_from list' -l spreadsheet -d 'guard cells that look like formulas'
complete -c timeline -n '__fish_seen_subcommand_from list show' -l lang -x -d 'titles and summaries in a language'
complete -c timeline -n '__fish_seen_subcommand_from list show' -l times -x -a 'zone written utc local' -d 'the clock of times'
complete -c timeline -n '__fish_seen_subcommand_from show' -l known -x -d 'as known on a day'
complete -c timeline -n '__fish_seen_subcommand_from axis' -l svg -r -d 'write a picture to this file'
complete -c timeline -n '__fish_seen_subcommand_from check' -l strict -d 'exit with 1 for warnings too'
complete -c timeline -n '__fish_seen_subcommand_from check' -l notes -d 'print notes too'
complete -c timeline -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'
