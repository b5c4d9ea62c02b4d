"""What every process that reads pages needs and none changes, loaded once in the process that all are forked from.

Importing this module loads it: the server that processes are forked from does, and nobody else.
"""

import gc
from typing import Final

from tenure.bulk.work import gates_of, shared_net
from tenure.sources.language import language_of

_FOREIGN: Final = "Солдаты оставили заставу, сообщили в пограничной службе."
"""Words that the identifier of languages is asked about: with that it is loaded."""

shared_net()
gates_of()
language_of(_FOREIGN, None)
# What is there now is left alone by the collector: to look at it would copy it into every process.
gc.freeze()
