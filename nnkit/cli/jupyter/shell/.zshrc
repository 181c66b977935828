# What a shell of the user's does, after which the course's commands are still found first.
ZDOTDIR="$NNKIT_ZDOTDIR"
[ -f "$ZDOTDIR/.zshrc" ] && . "$ZDOTDIR/.zshrc"
PATH="$NNKIT_PATH:$PATH"
