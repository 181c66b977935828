"""Questions that a person marks: what was asked, what a good answer has, and what students wrote.

Only the instructor sees the model answer and the rubric: beside the answers in formgrader, and on
the pages of `nnkit answers`.
"""
