"""What crosses the border between the grader and a sandbox: plain data, framed as messages.

`channel` sends whole messages over a socket, `codec` turns plain data into bytes and back,
`kinds` says which values travel as their parts, and `messages` which requests there are.

Enters: bytes from either side.  Leaves: plain data, or an error that says what was wrong with the
bytes.  Nothing that a peer sends is trusted here, and nothing here knows the grader or the sandbox.
"""
