"""What the marks of a class tell its instructor: about questions, misconceptions and people.

`nnkit.grading.classroom.report` makes pages of it, `files` CSV and JSON.
"""
