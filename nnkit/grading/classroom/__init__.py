"""A course: its files and gradebook, and the batch that grades a class.

Only the main process works here, apart from `feedback`, which makes a page anywhere.  Submissions
go to workers as plain records and come back so; what is recorded lies in nbgrader's gradebook and
folders.
"""
