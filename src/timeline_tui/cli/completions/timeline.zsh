#compdef timeline
# Completion of `timeline` for zsh. To install: timeline completion zsh > ~/.zfunc/_timeline
# with `fpath+=~/.zfunc` before `compinit` in ~/.zshrc.

# begin: made by docs/completions.py
_timeline_commands_described=(
    'list:print the events that match'
    'show:print events in full'
    'check:report problems in the files, as file:line:column: message; exit with 1 on an error'
    'stats:count the events that match: by time, actor, location, tag, source and status'
    'axis:draw the matching events on a time axis, as text or SVG'
    'changes:print what became known between two days: events, claims, denials, sources'
    'schema:print the JSON Schema of the format, for editors'
    'completion:print the completion script for a shell'
)
_timeline_fields_described=(
    'actor:anyone in the event: participants, speakers, addressees, claimants, assessors; name, id or alias'
    'participant:who takes part, speaks or is spoken to on the event'\''s own date; not those who only make or assess claims'
    'speaker:who is quoted'
    'by:who makes a claim'
    'assessor:who assesses a claim'
    'location:where: name, id or alias'
    'tag:a tag'
    'source:a source of the event, a quote, a claim or an assessment: title, id, publisher, author or address'
    'status:the status of the event or of any of its claims'
    'stance:the stance of an assessment'
    'kind:the kind of event'
    'role:the part an actor or a location has in the event'
    'file:its file: the path or a part of it'
    'identifier:an external identifier of the event or of anything it names'
    'id:the event'\''s id'
    'title:the event'\''s title'
    'summary:the event'\''s summary'
    'quote:the words of a quote, in the original too'
    'claim:the words of a claim'
    'about:whom or what a claim is about: the id or the words'
    'date:the date may lie in this span'
    'since:it may lie at the beginning of this or later'
    'until:it may lie before the end of this'
    'before:it may lie before this begins'
    'after:it may lie after this has ended'
    'known:apply the whole query to what was known on this day'
    'importance:the importance, 1 to 10'
    'has:whether the event has any'
    'is:what the event is'
    'sources:how many different sources are cited in it'
    'claims:how many claims it has'
    'assessments:how many assessments its claims have'
    'quotes:how many quotes it has'
    'actors:how many different actors are in it'
    'locations:how many different locations it has'
    'tags:how many different tags it has'
    'links:how many links to other events it has'
    'link:it links to the event with this id, or that event links to it'
    'links-to:it links to the event with this id'
    'linked-from:the event with this id links to it'
    'link-kind:how one of its links is related'
    'publisher:who published one of its sources'
    'author:who wrote one of its sources'
    'url:the address of one of its sources, or of the archived copy'
    'type:the type of one of its sources'
    'reliability:how reliable one of its sources is, by the Admiralty scale'
    'credibility:the credibility of the cited information, by the Admiralty scale, 1 to 6'
    'parent:a source that one of its sources repeats: title, id, publisher, author or address'
    'locator:the place in a source'
    'published:one of its sources may have been published in this span'
    'accessed:one of its sources may have been read in this span'
    'lang:the language of a source, a quote or its original'
    'quote-kind:how close a quote is to the words'
    'addressee:to whom something is said'
    'media:a picture, a recording or a document: its caption, credit, path, address, hash or warning'
    'note:a note on a source or in an assessment'
    'quantity:a quantity, of the event or in a claim: it may lie in this range'
    'unit:in what a quantity is counted'
    'label:what a quantity measures'
    'actor-kind:what sort of actor is in it'
    'office:the title of an actor in it'
    'member-of:an actor in it belongs to this one, directly or not'
    'country:the country of an actor or a location in it'
    'precision:how exactly one of its locations is known'
    'date-text:how the source says the date'
)
_timeline_arguments() {
    case $1 in
        list) _arguments \
            '(-h --help)'{-h,--help}'[show this help message and exit]' \
            '*: :_timeline_words' \
            '*'--limit'[change a limit: file=2G total=8G files=20k tables=20M values=1G table=64M]:name=number:(file= total= files= tables= values= table=)' \
            --secure'[for restricted accounts: read only these files]' \
            '(-q --query)'{-q,--query}'[only the events that match, in the query language: actor:putin since:2024-08-07]:query:_timeline_fields' \
            --format'[how to print it (default: text)]:format:(text json jsonl csv markdown)' \
            --spreadsheet'[with csv: put an apostrophe before cells that a spreadsheet would take for formulas]' \
            --axis'[draw a time axis above the events, with those that the query leaves out]' \
            --lanes'[lanes for the most frequent values of this field (default: none)]:lanes:(actor location tag source kind none)' \
            --times'[the zone for times: the chronology'\''s, as written, UTC, this machine'\''s]:times:(zone written utc local)' \
            --lang'[titles and summaries in a language, such as uk]:tag:' ;;
        show) _arguments \
            '(-h --help)'{-h,--help}'[show this help message and exit]' \
            '*: :_timeline_files' \
            '*'--limit'[change a limit: file=2G total=8G files=20k tables=20M values=1G table=64M]:name=number:(file= total= files= tables= values= table=)' \
            --secure'[for restricted accounts: read only these files]' \
            --format'[how to print it (default: text)]:format:(text json markdown)' \
            --known'[as known on a day: without what was published, said or assessed later]:day:' \
            --times'[the zone for times: the chronology'\''s, as written, UTC, this machine'\''s]:times:(zone written utc local)' \
            --lang'[titles and summaries in a language, such as uk]:tag:' ;;
        check) _arguments \
            '(-h --help)'{-h,--help}'[show this help message and exit]' \
            '*: :_timeline_files' \
            '*'--limit'[change a limit: file=2G total=8G files=20k tables=20M values=1G table=64M]:name=number:(file= total= files= tables= values= table=)' \
            --secure'[for restricted accounts: read only these files]' \
            --format'[how to print it (default: text)]:format:(text json github)' \
            --strict'[exit with 1 for warnings too]' \
            --notes'[also print notes (advice, such as an unused actor)]' ;;
        stats) _arguments \
            '(-h --help)'{-h,--help}'[show this help message and exit]' \
            '*: :_timeline_words' \
            '*'--limit'[change a limit: file=2G total=8G files=20k tables=20M values=1G table=64M]:name=number:(file= total= files= tables= values= table=)' \
            --secure'[for restricted accounts: read only these files]' \
            '(-q --query)'{-q,--query}'[only the events that match, in the query language: actor:putin since:2024-08-07]:query:_timeline_fields' \
            --format'[how to print it (default: text)]:format:(text json)' \
            --lanes'[lanes for the most frequent values of this field (default: none)]:lanes:(actor location tag source kind none)' ;;
        axis) _arguments \
            '(-h --help)'{-h,--help}'[show this help message and exit]' \
            '*: :_timeline_words' \
            '*'--limit'[change a limit: file=2G total=8G files=20k tables=20M values=1G table=64M]:name=number:(file= total= files= tables= values= table=)' \
            --secure'[for restricted accounts: read only these files]' \
            '(-q --query)'{-q,--query}'[only the events that match, in the query language: actor:putin since:2024-08-07]:query:_timeline_fields' \
            --lanes'[lanes for the most frequent values of this field (default: actor)]:lanes:(actor location tag source kind none)' \
            --svg'[write it as a picture to this file]:out:_files -g "*.svg(-.)"' ;;
        changes) _arguments \
            '(-h --help)'{-h,--help}'[show this help message and exit]' \
            '*: :_timeline_words' \
            '*'--limit'[change a limit: file=2G total=8G files=20k tables=20M values=1G table=64M]:name=number:(file= total= files= tables= values= table=)' \
            --secure'[for restricted accounts: read only these files]' \
            '(-q --query)'{-q,--query}'[only the events that match, in the query language: actor:putin since:2024-08-07]:query:_timeline_fields' ;;
        schema) _arguments \
            '(-h --help)'{-h,--help}'[show this help message and exit]' ;;
        completion) _arguments \
            '(-h --help)'{-h,--help}'[show this help message and exit]' \
            '1:shell:(bash zsh fish)' ;;
        *) _arguments \
            '(-h --help)'{-h,--help}'[show this help message and exit]' \
            '*: :_timeline_files' \
            '(-q --query)'{-q,--query}'[only the events that match, in the query language: actor:putin since:2024-08-07]:query:_timeline_fields' \
            --at'[begin at a date: 2024-08-07, "7 aug", 44BC, -2w]:date:' \
            --idle'[quit after this many minutes without a key]:minutes:' \
            '*'--limit'[change a limit: file=2G total=8G files=20k tables=20M values=1G table=64M]:name=number:(file= total= files= tables= values= table=)' \
            --secure'[for restricted accounts: read only these files]' \
            --version'[show program'\''s version number and exit]' ;;
    esac
}
# end

_timeline_fields() {
    _describe -t fields 'field of a query' _timeline_fields_described -q -S :
}

_timeline_files() {
    _files -g '*.(toml|csv|tsv|jsonl|ndjson)(-.)'
}

_timeline_words() {
    _alternative 'files:file or folder:_timeline_files' 'fields:field of a query:_timeline_fields'
}

_timeline() {
    if (( CURRENT > 2 )) && [[ -n ${(M)_timeline_commands_described:#$words[2]:*} ]]; then
        local command=$words[2]
        shift words
        (( CURRENT-- ))
        _timeline_arguments $command
        return
    fi
    (( CURRENT == 2 )) && [[ $words[2] != -* ]] && _describe -t commands command _timeline_commands_described
    _timeline_arguments browse
}

if [[ $funcstack[1] == _timeline ]]; then
    _timeline "$@"
else
    compdef _timeline timeline
fi
