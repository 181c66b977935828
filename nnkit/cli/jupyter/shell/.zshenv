[ -f "${NNKIT_ZDOTDIR:=$HOME}/.zshenv" ] && . "$NNKIT_ZDOTDIR/.zshenv"
