# Completion of `timeline` for bash. To install: timeline completion bash \
#   > ~/.local/share/bash-completion/completions/timeline

_timeline() {
    local current previous command word fields IFS=$' \t\n'
    current=${COMP_WORDS[COMP_CWORD]}
    previous=${COMP_WORDS[COMP_CWORD - 1]}
    command=
    case ${COMP_WORDS[1]} in
        list | show | check | stats | axis | changes | schema | completion) ((COMP_CWORD > 1)) && command=${COMP_WORDS[1]} ;;
    esac
    fields='actor: participant: speaker: by: assessor: location: tag: source: status: stance: kind: role: identifier:
        id: title: summary: quote: claim: about: date: since: until: before: after: known: importance:
        has: is: sources: claims: assessments: quotes: actors: locations: tags: links: link: links-to:
        linked-from: link-kind: publisher: author: url: type: reliability: credibility: parent:
        locator: published: accessed: lang: quote-kind: addressee: media: note: quantity: unit: label:
        actor-kind: office: member-of: country: precision: date-text: file:'
    COMPREPLY=()

    # bash splits words at a colon: what stands before it is shown already.
    if [[ $current == : || $previous == : ]]; then
        word=$previous value=$current
        [[ $current == : ]] && value= || word=${COMP_WORDS[COMP_CWORD - 2]}
        case ${word#-} in
            status) COMPREPLY=($(compgen -W 'reported confirmed disputed retracted claimed corroborated denied refuted unverifiable' -- "$value")) ;;
            kind) COMPREPLY=($(compgen -W 'event statement report period' -- "$value")) ;;
            stance) COMPREPLY=($(compgen -W 'asserts corroborates confirms disputes denies refutes retracts' -- "$value")) ;;
            role) COMPREPLY=($(compgen -W 'initiator target participant speaker addressee witness claimant mediator affected scene origin destination dateline mentioned' -- "$value")) ;;
            type) COMPREPLY=($(compgen -W 'article official social video document interview dataset other' -- "$value")) ;;
            reliability) COMPREPLY=($(compgen -W 'A B C D E F' -- "$value")) ;;
            quote-kind) COMPREPLY=($(compgen -W 'direct paraphrase translated reported' -- "$value")) ;;
            actor-kind) COMPREPLY=($(compgen -W 'person organisation government armed-force armed-group civilians media other' -- "$value")) ;;
            precision) COMPREPLY=($(compgen -W 'exact vicinity locality settlement admin2 admin1 country linear sea-air unknown' -- "$value")) ;;
            has) COMPREPLY=($(compgen -W 'quote claim assessment source actor location coordinates tag summary link date' -- "$value")) ;;
            is) COMPREPLY=($(compgen -W 'contested approximate uncertain undated interval' -- "$value")) ;;
        esac
        return
    fi

    case $previous in
        --format)
            case $command in
                list) COMPREPLY=($(compgen -W 'text json jsonl csv markdown' -- "$current")) ;;
                show) COMPREPLY=($(compgen -W 'text json markdown' -- "$current")) ;;
                check) COMPREPLY=($(compgen -W 'text json github' -- "$current")) ;;
                stats) COMPREPLY=($(compgen -W 'text json' -- "$current")) ;;
            esac
            return ;;
        --lanes)
            COMPREPLY=($(compgen -W 'actor location tag source kind none' -- "$current"))
            return ;;
        --times)
            COMPREPLY=($(compgen -W 'zone written utc local' -- "$current"))
            return ;;
        --svg)
            compopt -o filenames 2>/dev/null
            COMPREPLY=($(compgen -f -X '!*.svg' -- "$current") $(compgen -d -- "$current"))
            return ;;
        --at | --idle | --lang | --limit | --known) return ;;
        -q | --query)
            COMPREPLY=($(compgen -W "$fields" -- "$current"))
            compopt -o nospace 2>/dev/null
            return ;;
    esac

    if [[ $current == -* ]]; then
        case $command in
            changes) word='--query --secure --limit --help' ;;
            list) word='--query --format --spreadsheet --axis --lanes --times --lang --secure --limit --help' ;;
            stats) word='--query --format --lanes --secure --limit --help' ;;
            axis) word='--query --lanes --svg --secure --limit --help' ;;
            show) word='--format --known --times --lang --secure --limit --help' ;;
            check) word='--format --strict --notes --secure --limit --help' ;;
            schema | completion) word='--help' ;;
            *) word='--query --at --idle --secure --limit --version --help' ;;
        esac
        COMPREPLY=($(compgen -W "$word -q -h" -- "$current"))
        [[ $command == show || $command == check || $command == schema || $command == completion ]] &&
            COMPREPLY=($(compgen -W "$word -h" -- "$current"))
        return
    fi

    case $command in
        schema) return ;;
        completion)
            COMPREPLY=($(compgen -W 'bash zsh fish' -- "$current"))
            return ;;
    esac

    # Files and folders, one a line: their names may hold blanks.
    compopt -o filenames 2>/dev/null
    IFS=$'\n'
    COMPREPLY=($(compgen -d -- "$current") $(compgen -f -X '!*.toml' -- "$current"))
    IFS=$' \t\n'
    if ((COMP_CWORD == 1)); then
        COMPREPLY+=($(compgen -W 'list show check stats axis changes schema completion' -- "$current"))
    elif [[ ($command == list || $command == stats || $command == axis || $command == changes) && -n $current ]]; then
        COMPREPLY+=($(compgen -W "$fields" -- "$current"))
    fi
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *: ]] && compopt -o nospace 2>/dev/null
    return 0
}

complete -F _timeline timeline
