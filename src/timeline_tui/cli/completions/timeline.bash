# Completion of `timeline` for bash. To install: timeline completion bash \
#   > ~/.local/share/bash-completion/completions/timeline

# begin: made by docs/completions.py
_timeline_commands='list show check stats axis changes schema completion'
_timeline_fields='actor: participant: speaker: by: assessor: location: tag: source: status: stance: kind: role: file: identifier: id: title: summary: quote: claim: about: date: since: until: before: after: known: importance: has: is: sources: claims: assessments: quotes: actors: locations: tags: links: link: links-to: linked-from: link-kind: publisher: author: url: type: reliability: credibility: parent: locator: published: accessed: lang: quote-kind: addressee: media: note: quantity: unit: label: actor-kind: office: member-of: country: precision: date-text:'
_timeline_options() {
    case $1 in
        '') echo '-h --help -q --query --at --idle --limit --secure --version' ;;
        'list') echo '-h --help --limit --secure -q --query --format --spreadsheet --axis --lanes --times --lang' ;;
        'show') echo '-h --help --limit --secure --format --known --times --lang' ;;
        'check') echo '-h --help --limit --secure --format --strict --notes' ;;
        'stats') echo '-h --help --limit --secure -q --query --format --lanes' ;;
        'axis') echo '-h --help --limit --secure -q --query --lanes --svg' ;;
        'changes') echo '-h --help --limit --secure -q --query' ;;
        'schema') echo '-h --help' ;;
        'completion') echo '-h --help' ;;
    esac
}
_timeline_values() {
    case $1 in
        'list --format') echo 'text json jsonl csv markdown' ;;
        'list --lanes') echo 'actor location tag source kind none' ;;
        'list --times') echo 'zone written utc local' ;;
        'show --format') echo 'text json markdown' ;;
        'show --times') echo 'zone written utc local' ;;
        'check --format') echo 'text json github' ;;
        'stats --format') echo 'text json' ;;
        'stats --lanes') echo 'actor location tag source kind none' ;;
        'axis --lanes') echo 'actor location tag source kind none' ;;
        'completion ') echo 'bash zsh fish' ;;
        status:) echo 'reported confirmed disputed retracted claimed corroborated denied refuted unverifiable' ;;
        stance:) echo 'asserts corroborates confirms disputes denies refutes retracts' ;;
        kind:) echo 'event statement report period' ;;
        role:) echo 'initiator target participant speaker addressee witness claimant mediator affected scene origin destination dateline mentioned' ;;
        has:) echo 'quote claim assessment source actor location coordinates tag summary translation media quantity identifier note link date' ;;
        is:) echo 'contested approximate uncertain undated interval' ;;
        type:) echo 'article official social video document interview dataset other' ;;
        reliability:) echo 'A B C D E F' ;;
        quote-kind:) echo 'direct paraphrase translated reported' ;;
        actor-kind:) echo 'person organisation government armed-force armed-group civilians media other' ;;
        precision:) echo 'exact vicinity locality settlement admin2 admin1 country linear sea-air unknown' ;;
    esac
}
# end

_timeline() {
    local current previous command word value suffix IFS=$' \t\n'
    current=${COMP_WORDS[COMP_CWORD]}
    previous=${COMP_WORDS[COMP_CWORD - 1]}
    command=
    ((COMP_CWORD > 1)) && [[ " $_timeline_commands " == *" ${COMP_WORDS[1]} "* ]] && command=${COMP_WORDS[1]}
    COMPREPLY=()

    # bash splits words at a colon: what stands before it is shown already.
    if [[ $current == : || $previous == : ]]; then
        word=$previous value=$current
        [[ $current == : ]] && value= || word=${COMP_WORDS[COMP_CWORD - 2]}
        COMPREPLY=($(compgen -W "$(_timeline_values "${word#-}:")" -- "$value"))
        return
    fi

    case $previous in
        --format | --lanes | --times)
            COMPREPLY=($(compgen -W "$(_timeline_values "$command $previous")" -- "$current"))
            return ;;
        --svg)
            compopt -o filenames 2>/dev/null
            COMPREPLY=($(compgen -f -X '!*.svg' -- "$current") $(compgen -d -- "$current"))
            return ;;
        --at | --idle | --lang | --limit | --known) return ;;
        -q | --query)
            COMPREPLY=($(compgen -W "$_timeline_fields" -- "$current"))
            compopt -o nospace 2>/dev/null
            return ;;
    esac

    if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W "$(_timeline_options "$command")" -- "$current"))
        return
    fi

    case $command in
        schema) return ;;
        completion)
            COMPREPLY=($(compgen -W "$(_timeline_values "$command ")" -- "$current"))
            return ;;
    esac

    # Files and folders, one a line: their names may hold blanks.
    compopt -o filenames 2>/dev/null
    IFS=$'\n'
    COMPREPLY=($(compgen -d -- "$current"))
    for suffix in toml csv tsv jsonl ndjson; do
        COMPREPLY+=($(compgen -f -X "!*.$suffix" -- "$current"))
    done
    IFS=$' \t\n'
    if ((COMP_CWORD == 1)); then
        COMPREPLY+=($(compgen -W "$_timeline_commands" -- "$current"))
    elif [[ -n $current && $command && " $(_timeline_options "$command") " == *" --query "* ]]; then
        COMPREPLY+=($(compgen -W "$_timeline_fields" -- "$current"))
    fi
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *: ]] && compopt -o nospace 2>/dev/null
    return 0
}

complete -F _timeline timeline
