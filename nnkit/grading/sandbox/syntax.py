"""IPython's own syntax, such as ``%magic`` and ``help?``, looked for only where a sign of it is.

To look, IPython takes each cell apart into tokens, which takes longer than to compile it.
"""

from __future__ import annotations

import re

from IPython.core.inputtransformer2 import TransformerManager

# A line may end in all that `str.splitlines` takes for an end.
_SIGN = re.compile(r"[%!?]|(?:^|[\n-\r\x1c-\x1e\x85\u2028\u2029])\s*[,;/]")
_KNOWN = TransformerManager().token_transformers


class Transformer(TransformerManager):  # type: ignore[misc, unused-ignore]
    """Gives what IPython's own gives."""

    def do_token_transforms(self, lines: list[str]) -> list[str]:
        """Replace what is IPython's own by Python."""
        if self.token_transformers == _KNOWN and not _SIGN.search("".join(lines)):
            return lines
        replaced: list[str] = super().do_token_transforms(lines)
        return replaced
