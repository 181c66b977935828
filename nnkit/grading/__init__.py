"""Releasing and grading: what authors and instructors need beyond the package that students use."""
