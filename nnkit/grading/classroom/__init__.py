"""A course and its class, in the main process.

- `course`, `settings`: a course directory, and the limits that its configuration sets.
- `gradebook`, `registration`, `recording`: nbgrader's database; an assignment gets known to it, and
  a graded submission is written into it.
- `submissions`, `own_files`, `batch`, `executors`, `dask_executor`: what is handed in, if it is the
  student's own, is graded by workers side by side.
- `permissions`, `lock`: several instructors, and several runs.
- `worker`, `feedback`: what a worker does, grading a submission and making its student's page.
- `record`, `result`, `analysis`, `report`: what is kept of a submission, and what is said about it
  and about a class; `written`: what a person marks.
- `autograde`, `generate`: nbgrader's own commands through this package.

What enters is files of the course directory and what workers return, which is plain data.  What
leaves is rows of the gradebook, and files in autograded/, feedback/ and the report.
"""
