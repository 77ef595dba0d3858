"""A file that cannot be taken in."""


class RefusedError(Exception):
    """Why a file is not taken in: a `code`, which the reader's language words, and its parameters.

    The `most` of `too_large` counts bytes.
    """

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
