"""Checks `media/{lang}.yml`: the words inside drawings."""

from collections.abc import Iterator, Mapping

from pydantic import RootModel

from elearn.catalogue.rules.values import Media
from elearn.catalogue.rules.yaml_files import LineFinder, read_model
from elearn.core.problems import Level, Problem


class DrawingWords(RootModel[dict[str, dict[str, str]]]):
    """File name -> id of a text in the drawing -> words."""


def check_media_words(
    files: Mapping[str, tuple[str, str]], source: str, media: Mapping[str, Media]
) -> Iterator[Problem]:
    """What is wrong with the words of a module's drawings: language -> (path, text)."""
    original = read_model(DrawingWords, files[source][1], "")[0] if source in files else None
    for path, text in files.values():
        words, problems = read_model(DrawingWords, text, path)
        yield from problems
        if words:
            lines = LineFinder(text)
            yield from _check_names(path, lines, words, media)
            if original:
                yield from _compare(path, lines, words, original)


def _check_names(path: str, lines: LineFinder, words: DrawingWords, media: Mapping[str, Media]) -> Iterator[Problem]:
    for name in words.root:
        if name not in media:
            yield Problem(path, lines.line(name), Level.ERROR, "unknown_media", {"name": name})
        elif not name.endswith(".svg"):
            yield Problem(path, lines.line(name), Level.ERROR, "words_for_picture", {"name": name})


def _compare(path: str, lines: LineFinder, words: DrawingWords, original: DrawingWords) -> Iterator[Problem]:
    """The same drawings and the same ids in every language."""
    for name, by_id in original.root.items():
        for word_id in by_id.keys() - words.root.get(name, {}).keys():
            params = {"name": name, "id": word_id}
            yield Problem(path, lines.line(name), Level.WARNING, "drawing_words_missing", params)
    for name, by_id in words.root.items():
        for word_id in by_id.keys() - original.root.get(name, {}).keys():
            params = {"name": name, "id": word_id}
            yield Problem(path, lines.line(name, word_id), Level.WARNING, "drawing_words_unknown", params)
