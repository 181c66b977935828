"""The machinery of exercises: their kinds, how an answer is judged, compared and explained.

Knows no exercise; those stand in `nnkit.course`.
"""
