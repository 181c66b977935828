"""Own numbers of a student."""
from nnkit.checks._m07_problem import Problem
