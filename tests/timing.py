"""Work that must never take long, whatever it gets."""

import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")
TRIES = 3


def soon(seconds: float, work: Callable[[], Result]) -> Result:
    """What some work gives; AssertionError where it takes more than so many seconds of the processor.

    What is slow is slow each time it is tried; a busy machine, or garbage that is collected meanwhile, is not.
    """
    taken = []
    for _try in range(TRIES):
        began = time.thread_time()
        result = work()
        taken.append(time.thread_time() - began)
        if taken[-1] <= seconds:
            return result
    raise AssertionError(f"took {', '.join(f'{one:.2f}' for one in taken)} s, allowed are {seconds} s")
