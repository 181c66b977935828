"""Grading: `protocol`, `sandbox`, `grader` and `classroom`, each knowing only those before it."""
