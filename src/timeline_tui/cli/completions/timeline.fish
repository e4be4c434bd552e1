# Completion of `timeline` for fish. To install: timeline completion fish \
#   > ~/.config/fish/completions/timeline.fish

function __timeline_no_command
    not __fish_seen_subcommand_from $__timeline_commands
end

function __timeline_files
    # fish puts files with the ending first, and offers the others too.
    __fish_complete_suffix .toml | string match -ri '^.*(?:\.(?:toml|csv|tsv|jsonl|ndjson)|/)(?:\t.*)?$'
end

function __timeline_fields
    printf '%s:\n' $__timeline_fields
end

complete -c timeline -f
# begin: made by docs/completions.py
set -g __timeline_commands list show check stats axis changes schema completion
set -g __timeline_fields actor participant speaker by assessor location tag source status stance kind role file identifier id title summary quote claim about date since until before after known importance has is sources claims assessments quotes actors locations tags links link links-to linked-from link-kind publisher author url type reliability credibility parent locator published accessed lang quote-kind addressee media note quantity unit label actor-kind office member-of country precision date-text
complete -c timeline -n __timeline_no_command -a list -d 'print the events that match'
complete -c timeline -n __timeline_no_command -a show -d 'print events in full'
complete -c timeline -n __timeline_no_command -a check -d 'report problems in the files, as file:line:column: message; exit with 1 on an error'
complete -c timeline -n __timeline_no_command -a stats -d 'count the events that match: by time, actor, location, tag, source and status'
complete -c timeline -n __timeline_no_command -a axis -d 'draw the matching events on a time axis, as text or SVG'
complete -c timeline -n __timeline_no_command -a changes -d 'print what became known between two days: events, claims, denials, sources'
complete -c timeline -n __timeline_no_command -a schema -d 'print the JSON Schema of the format, for editors'
complete -c timeline -n __timeline_no_command -a completion -d 'print the completion script for a shell'
complete -c timeline -n __timeline_no_command -s h -l help -d 'show this help message and exit'
complete -c timeline -n __timeline_no_command -a '(__timeline_files)'
complete -c timeline -n __timeline_no_command -s q -l query -x -a '(__timeline_fields)' -d 'only the events that match, in the query language: actor:putin since:2024-08-07'
complete -c timeline -n __timeline_no_command -l at -x -d 'begin at a date: 2024-08-07, "7 aug", 44BC, -2w'
complete -c timeline -n __timeline_no_command -l idle -x -d 'quit after this many minutes without a key'
complete -c timeline -n __timeline_no_command -l limit -x -a 'file= total= files= tables= values= table=' -d 'change a limit: file=2G total=8G files=20k tables=20M values=1G table=64M'
complete -c timeline -n __timeline_no_command -l secure -d 'for restricted accounts: read only these files'
complete -c timeline -n __timeline_no_command -l version -d 'show program'\''s version number and exit'
complete -c timeline -n '__fish_seen_subcommand_from list' -s h -l help -d 'show this help message and exit'
complete -c timeline -n '__fish_seen_subcommand_from list' -a '(__timeline_files)'
complete -c timeline -n '__fish_seen_subcommand_from list' -a '(__timeline_fields)'
complete -c timeline -n '__fish_seen_subcommand_from list' -l limit -x -a 'file= total= files= tables= values= table=' -d 'change a limit: file=2G total=8G files=20k tables=20M values=1G table=64M'
complete -c timeline -n '__fish_seen_subcommand_from list' -l secure -d 'for restricted accounts: read only these files'
complete -c timeline -n '__fish_seen_subcommand_from list' -s q -l query -x -a '(__timeline_fields)' -d 'only the events that match, in the query language: actor:putin since:2024-08-07'
complete -c timeline -n '__fish_seen_subcommand_from list' -l format -x -a 'text json jsonl csv markdown' -d 'how to print it (default: text)'
complete -c timeline -n '__fish_seen_subcommand_from list' -l spreadsheet -d 'with csv: put an apostrophe before cells that a spreadsheet would take for formulas'
complete -c timeline -n '__fish_seen_subcommand_from list' -l axis -d 'draw a time axis above the events, with those that the query leaves out'
complete -c timeline -n '__fish_seen_subcommand_from list' -l lanes -x -a 'actor location tag source kind none' -d 'lanes for the most frequent values of this field (default: none)'
complete -c timeline -n '__fish_seen_subcommand_from list' -l times -x -a 'zone written utc local' -d 'the zone for times: the chronology'\''s, as written, UTC, this machine'\''s'
complete -c timeline -n '__fish_seen_subcommand_from list' -l lang -x -d 'titles and summaries in a language, such as uk'
complete -c timeline -n '__fish_seen_subcommand_from show' -s h -l help -d 'show this help message and exit'
complete -c timeline -n '__fish_seen_subcommand_from show' -a '(__timeline_files)'
complete -c timeline -n '__fish_seen_subcommand_from show' -l limit -x -a 'file= total= files= tables= values= table=' -d 'change a limit: file=2G total=8G files=20k tables=20M values=1G table=64M'
complete -c timeline -n '__fish_seen_subcommand_from show' -l secure -d 'for restricted accounts: read only these files'
complete -c timeline -n '__fish_seen_subcommand_from show' -l format -x -a 'text json markdown' -d 'how to print it (default: text)'
complete -c timeline -n '__fish_seen_subcommand_from show' -l known -x -d 'as known on a day: without what was published, said or assessed later'
complete -c timeline -n '__fish_seen_subcommand_from show' -l times -x -a 'zone written utc local' -d 'the zone for times: the chronology'\''s, as written, UTC, this machine'\''s'
complete -c timeline -n '__fish_seen_subcommand_from show' -l lang -x -d 'titles and summaries in a language, such as uk'
complete -c timeline -n '__fish_seen_subcommand_from check' -s h -l help -d 'show this help message and exit'
complete -c timeline -n '__fish_seen_subcommand_from check' -a '(__timeline_files)'
complete -c timeline -n '__fish_seen_subcommand_from check' -l limit -x -a 'file= total= files= tables= values= table=' -d 'change a limit: file=2G total=8G files=20k tables=20M values=1G table=64M'
complete -c timeline -n '__fish_seen_subcommand_from check' -l secure -d 'for restricted accounts: read only these files'
complete -c timeline -n '__fish_seen_subcommand_from check' -l format -x -a 'text json github' -d 'how to print it (default: text)'
complete -c timeline -n '__fish_seen_subcommand_from check' -l strict -d 'exit with 1 for warnings too'
complete -c timeline -n '__fish_seen_subcommand_from check' -l notes -d 'also print notes (advice, such as an unused actor)'
complete -c timeline -n '__fish_seen_subcommand_from stats' -s h -l help -d 'show this help message and exit'
complete -c timeline -n '__fish_seen_subcommand_from stats' -a '(__timeline_files)'
complete -c timeline -n '__fish_seen_subcommand_from stats' -a '(__timeline_fields)'
complete -c timeline -n '__fish_seen_subcommand_from stats' -l limit -x -a 'file= total= files= tables= values= table=' -d 'change a limit: file=2G total=8G files=20k tables=20M values=1G table=64M'
complete -c timeline -n '__fish_seen_subcommand_from stats' -l secure -d 'for restricted accounts: read only these files'
complete -c timeline -n '__fish_seen_subcommand_from stats' -s q -l query -x -a '(__timeline_fields)' -d 'only the events that match, in the query language: actor:putin since:2024-08-07'
complete -c timeline -n '__fish_seen_subcommand_from stats' -l format -x -a 'text json' -d 'how to print it (default: text)'
complete -c timeline -n '__fish_seen_subcommand_from stats' -l lanes -x -a 'actor location tag source kind none' -d 'lanes for the most frequent values of this field (default: none)'
complete -c timeline -n '__fish_seen_subcommand_from axis' -s h -l help -d 'show this help message and exit'
complete -c timeline -n '__fish_seen_subcommand_from axis' -a '(__timeline_files)'
complete -c timeline -n '__fish_seen_subcommand_from axis' -a '(__timeline_fields)'
complete -c timeline -n '__fish_seen_subcommand_from axis' -l limit -x -a 'file= total= files= tables= values= table=' -d 'change a limit: file=2G total=8G files=20k tables=20M values=1G table=64M'
complete -c timeline -n '__fish_seen_subcommand_from axis' -l secure -d 'for restricted accounts: read only these files'
complete -c timeline -n '__fish_seen_subcommand_from axis' -s q -l query -x -a '(__timeline_fields)' -d 'only the events that match, in the query language: actor:putin since:2024-08-07'
complete -c timeline -n '__fish_seen_subcommand_from axis' -l lanes -x -a 'actor location tag source kind none' -d 'lanes for the most frequent values of this field (default: actor)'
complete -c timeline -n '__fish_seen_subcommand_from axis' -l svg -r -d 'write it as a picture to this file'
complete -c timeline -n '__fish_seen_subcommand_from changes' -s h -l help -d 'show this help message and exit'
complete -c timeline -n '__fish_seen_subcommand_from changes' -a '(__timeline_files)'
complete -c timeline -n '__fish_seen_subcommand_from changes' -a '(__timeline_fields)'
complete -c timeline -n '__fish_seen_subcommand_from changes' -l limit -x -a 'file= total= files= tables= values= table=' -d 'change a limit: file=2G total=8G files=20k tables=20M values=1G table=64M'
complete -c timeline -n '__fish_seen_subcommand_from changes' -l secure -d 'for restricted accounts: read only these files'
complete -c timeline -n '__fish_seen_subcommand_from changes' -s q -l query -x -a '(__timeline_fields)' -d 'only the events that match, in the query language: actor:putin since:2024-08-07'
complete -c timeline -n '__fish_seen_subcommand_from schema' -s h -l help -d 'show this help message and exit'
complete -c timeline -n '__fish_seen_subcommand_from completion' -s h -l help -d 'show this help message and exit'
complete -c timeline -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'
# end
