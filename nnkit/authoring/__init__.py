"""What an author of the course needs: the notebooks' one form, release, a simulated class.

- `canonical` brings a notebook of solutions/ into its form, `question` writes into it what the
  exercises say, `execute` runs it, `release` makes modules/ of it.
- `rules` and `practice` say what an exercise lacks; `scaffold` and `new_course` begin new ones.
- `simulate` and `demo` make a class of students, whose answers `source` takes from the exercises.

Enters: the exercises of `nnkit.course` and the notebooks of solutions/.  Leaves: notebooks in
solutions/ and modules/, files of nnkit/course/ for a new exercise, and course directories.
"""
