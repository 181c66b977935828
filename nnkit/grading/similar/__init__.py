"""Which answers of a class share more than chance would have it, for a person to read side by side.

It says what is alike and where, and never what that means.  Submissions are read as text: nothing
in them runs, and nothing leaves the machine.

- `tokens.py` reads code and prose, without names, comments and layout.
- `fingerprints.py` chooses the fragments by which texts are compared: winnowing.
- `answers.py` reads what students wrote, and what was given to them.
- `table.py` weighs what answers share, `likeness.py` says how unusual that is in their class.
- `pairs.py` compares the answers to one exercise, `several.py` adds up those of a module.
- `records.py` finds in what was graded the answers that are right for another student's numbers,
  and the misconceptions that only two students have.
- `survey.py` does all that for a module, `pages.py` shows it side by side.
"""
