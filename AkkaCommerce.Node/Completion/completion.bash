# Completion of akkacommerce for bash: what may follow is asked of the program itself.
_akkacommerce() {
    local line=${COMP_LINE:0:COMP_POINT} program=${COMP_WORDS[0]} current word
    local -a words=()
    current=${line##*[[:space:]]}
    while IFS= read -r word; do
        [[ -n $word && $word == "$current"* && $word != [-/][?h] ]] && words+=("$word")
    done < <("$program" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
    if ((${#words[@]} == 0)); then
        COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
        return
    fi
    COMPREPLY=("${words[@]}")
}
complete -o filenames -o bashdefault -F _akkacommerce akkacommerce
