#compdef timeline
# Completion of `timeline` for zsh. To install: timeline completion zsh > ~/.zfunc/_timeline
# with `fpath+=~/.zfunc` before `compinit` in ~/.zshrc.

_timeline_fields() {
    local -a fields
    fields=(
        'actor:anybody in the event' 'participant:who takes part' 'speaker:who is quoted' 'by:who makes a claim'
        'assessor:who assesses a claim' 'location:where' 'tag:a tag' 'source:a source' 'identifier:an identifier elsewhere'
        'status:how the event or a claim stands' 'stance:what an assessment says' 'kind:what sort of event'
        'role:the part of an actor or a location' 'id:the id' 'title:the title' 'summary:the summary'
        'quote:the words of a quote' 'claim:the words of a claim' 'about:what a claim is about'
        'date:it may lie in this span' 'since:this or later' 'until:this or earlier' 'before:before this'
        'after:after this' 'known:what was known on a day' 'importance:1 to 10' 'has:whether there is such a thing' 'is:what the event is'
        'label:what a quantity measures' 'media:a picture or a document'
        'sources:how many sources' 'claims:how many claims' 'assessments:how many assessments'
        'quotes:how many quotes' 'actors:how many actors' 'locations:how many locations' 'tags:how many tags'
        'links:how many links' 'link:linked with this event' 'links-to:it links to this event'
        'linked-from:this event links to it' 'link-kind:how it is related' 'publisher:who published a source'
        'author:who wrote a source' 'url:the address of a source' 'type:what sort of source'
        'reliability:of a source, A to F' 'credibility:of what a source says, 1 to 6'
        'parent:what a source repeats' 'locator:the place in a source' 'published:when a source was'
        'accessed:when a source was read' 'lang:a language' 'quote-kind:how close a quote is'
        'addressee:to whom it is said' 'note:the note of an assessment' 'quantity:a number that is claimed'
        'unit:what is counted' 'actor-kind:what sort of actor' 'office:the title of an actor'
        'member-of:what an actor belongs to' 'country:of an actor or a location'
        'precision:how exactly a location is known' 'date-text:the date as the source says it'
    )
    _describe -t fields 'field of a query' fields -q -S :
}

_timeline_files() {
    _files -g '*.toml(-.)'
}

_timeline_words() {
    _alternative 'files:file or folder:_timeline_files' 'fields:field of a query:_timeline_fields'
}

_timeline() {
    local -a commands query help secure lanes times
    commands=(
        'list:print the events that match'
        'show:print one event, whole'
        'check:print what is wrong in the files'
        'stats:count the events that match'
        'axis:draw when the events that match are, and with whom'
        'changes:print what became known between two days'
        'schema:print the JSON Schema of the format'
        'completion:print the completion script for a shell'
    )
    query=('(-q --query)'{-q,--query}'[only the events that match]:query:_timeline_fields')
    secure=('--secure[for strangers]' '*--limit[read more of files]:limit:(file= total= files= tables= values= table=)')
    lanes=('--lanes[a line for each of the commonest]:field:(actor location tag source kind none)')
    times=('--times[the clock of times]:clock:(zone written utc local)')
    help=('(-h --help)'{-h,--help}'[show the help]')

    if (( CURRENT > 2 )) && [[ -n ${(M)commands:#$words[2]:*} ]]; then
        local command=$words[2]
        shift words
        (( CURRENT-- ))
        case $command in
            list) _arguments $help $secure $query $lanes $times '--lang[titles and summaries in a language]:tag:' '--format[how to print it]:format:(text json jsonl csv markdown)' '--spreadsheet[guard cells that look like formulas]' '--axis[draw an axis before the events]' '*: :_timeline_words' ;;
            show) _arguments $help $secure $times '--lang[titles and summaries in a language]:tag:' '--known[as known on a day]:day:' '--format[how to print it]:format:(text json markdown)' '*: :_timeline_files' ;;
            check) _arguments $help $secure '--format[how to print it]:format:(text json github)' \
                '--strict[exit with 1 for warnings too]' '--notes[print notes too]' '*: :_timeline_files' ;;
            stats) _arguments $help $secure $query $lanes '--format[how to print it]:format:(text json)' '*: :_timeline_words' ;;
            axis) _arguments $help $secure $query $lanes '--svg[write a picture]:file:_files -g "*.svg(-.)"' '*: :_timeline_words' ;;
            changes) _arguments $help $secure $query '*: :_timeline_words' ;;
            schema) _arguments $help ;;
            completion) _arguments $help '1:shell:(bash zsh fish)' ;;
        esac
        return
    fi
    (( CURRENT == 2 )) && [[ $words[2] != -* ]] && _describe -t commands command commands
    _arguments $help $secure $query '--at[begin at a date]:date:' '--idle[end after so many minutes without a key]:minutes:' '--version[show the version]' '*: :_timeline_files'
}

if [[ $funcstack[1] == _timeline ]]; then
    _timeline "$@"
else
    compdef _timeline timeline
fi
