"""How IPython starts in the browser."""

c = get_config()  # type: ignore[name-defined]  # noqa: F821

# As `nnkit lab` does it: a student's file beside a notebook stands in no library's place.
c.InteractiveShellApp.ignore_cwd = True
# Jedi is not there.  What every notebook of the course imports is.
c.InteractiveShellApp.exec_lines = [
    "get_ipython().Completer.use_jedi = False",
    "import nnkit.course; del nnkit",
]
