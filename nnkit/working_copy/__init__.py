"""A student's working copy of the modules: made once, brought up to date, never overwritten.

- `update` does it, at each start of `nnkit lab`; `merge` brings a notebook's new version and a
  student's work together, cell by cell.
- `record` is what was copied, by which `answers` tells what the student has written.
- `carry_over` takes answers out of the course's own folder; what `git` has is no answer.

Enters: modules/ of the course, and the student's folder.  Leaves: files in that folder, what was
there before as a backup in it, and sentences for the student.  Nothing runs here.
"""
