"""What crosses the border between the grader and a sandbox: plain data, framed as messages.

Knows neither side.  Nothing that a peer sends is trusted here.
"""
