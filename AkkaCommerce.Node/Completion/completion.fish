# Completion of akkacommerce for fish: what may follow is asked of the program itself.
function __akkacommerce_complete
    set -l line (commandline --cut-at-cursor)
    set -l program (commandline --tokenize --cut-at-cursor)[1]
    set -l token (commandline --current-token --cut-at-cursor)
    set -l found ($program "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null | string match --invert --regex '^[-/][?h]$' | string match --regex -- '^'(string escape --style=regex -- "$token")'.*')
    if set --query found[1]
        printf '%s\n' $found
    else
        __fish_complete_path "$token"
    end
end
complete --command akkacommerce --no-files --arguments '(__akkacommerce_complete)'
