#compdef akkacommerce
# Completion of akkacommerce for zsh: what may follow is asked of the program itself.
_akkacommerce() {
    local line="${(j: :)words}"
    local -a found
    found=("${(@f)$(${words[1]} "[suggest:${#line}]" "$line" 2>/dev/null)}")
    found=(${found:#[-/][?h]})
    found=(${found:#})
    if ((${#found})); then compadd -- $found; else _files; fi
}
if [[ ${funcstack[1]} == _akkacommerce ]]; then _akkacommerce "$@"; else compdef _akkacommerce akkacommerce; fi
