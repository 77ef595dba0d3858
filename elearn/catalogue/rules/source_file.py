"""A YAML file of content while it is compiled: it knows its lines, and collects what is wrong with it."""

from elearn.catalogue.rules.yaml_files import LineFinder, Model, read_mapping, read_model, to_model
from elearn.core.problems import Level, Problem


class SourceFile:
    """A file with its path (relative to content/) and text. `problems` grows with every reading and every check."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []
        self._lines = LineFinder(text)

    def problem(self, code: str, *at: str | int, level: Level = Level.ERROR, **params: object) -> None:
        """Something is wrong with what stands at these keys; without keys, with the whole file."""
        line = self._lines.line(*at) if at else 0
        self.problems.append(Problem(self.path, line, level, code, params))

    def read(self, model: type[Model]) -> Model | None:
        """The whole file as a model; None when it has mistakes."""
        value, found = read_model(model, self.text, self.path)
        self.problems += found
        return value

    def mapping(self) -> dict[str, object]:
        """The whole file as ids, each with something: empty when it is anything else."""
        value, found = read_mapping(self.text, self.path)
        self.problems += found
        return value

    def entry(self, model: type[Model], value: object, *at: str) -> Model | None:
        """A value that stands at these keys as a model; None when it has mistakes."""
        entry, found = to_model(model, value, self.text, self.path, at=at)
        self.problems += found
        return entry
