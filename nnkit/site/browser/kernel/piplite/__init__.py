"""In the place of JupyterLite's: there is nothing to install, and nothing to install it from."""

SENTENCE = (
    "Nothing can be installed here: this page does without other servers. NumPy, matplotlib and "
    "nnkit are there, which is all that the exercises need."
)


async def install(*requirements: object, **options: object) -> None:
    """What ``%pip install`` calls."""
    print(SENTENCE)
