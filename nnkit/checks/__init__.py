"""The machinery of exercises: their kinds, how an answer is judged, compared and explained.

Knows no exercise; those stand in `nnkit.course`.

- `exercise` describes: a kind of exercise a file, with its question, answers and misconceptions.
- `judge` decides about an answer: a kind of exercise a file.  Code is used on cases (`cases`,
  `trial`, `observe`); an answer in another process offers what `remote` says.
- `compare` finds the first difference, `explain` the pattern in it, `exceptions`, `advice` and
  `operands` tell what stopped.
- `repair` finds the one change that would make a wrong program right, where its text is known: in a
  student's notebook.  A grader, which has only what the program does, tells without it.
- `verdict` is what a student sees; `draw` and `problem` make numbers of a student's own.
"""
