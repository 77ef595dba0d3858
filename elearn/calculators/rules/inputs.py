"""What cannot be calculated."""


class InputError(ValueError):
    """An input that has no answer: the `field` to mend, and a `code` that says why. The reader's language words it."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code
