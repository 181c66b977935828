"""The grader's handle on one sandbox: start it, exchange messages with it, end it.

Nothing that comes back is trusted: a reply that is late, malformed or missing raises `SandboxLost`,
whatever the reason.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nnkit.grading.grader import processes
from nnkit.grading.grader.assignment import Limits
from nnkit.grading.grader.files import write_files
from nnkit.grading.grader.scratch import new_folder, remove_folder
from nnkit.grading.protocol.channel import Channel, ChannelError
from nnkit.grading.protocol.codec import decode, encode
from nnkit.grading.protocol.limits import CodecError
from nnkit.grading.protocol.messages import Message
from nnkit.grading.sandbox.confinement.usage import oversteps

logger = logging.getLogger(__name__)
MAX_ERROR = 4000  # characters, of what a test's function raised
