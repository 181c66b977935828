"""``python -m nnkit.cli`` for where the command ``nnkit`` is not on the path."""

from nnkit.cli import main

if __name__ == "__main__":
    main()
