# Completion of akkacommerce for fish: what may follow is asked of the program itself.
function __akkacommerce_complete
    set -l line (commandline --cut-at-cursor)
    set -l program (commandline --tokenize --cut-at-cursor)[1]
    $program "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete --command akkacommerce --arguments '(__akkacommerce_complete)'
