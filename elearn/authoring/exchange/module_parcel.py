"""One module as a portable file: its folder with its media, what it refers to, and the older texts it translates.

parcel.yml                       format, version, module, and the ids of what it refers to
modules/<id>/...                 as in content/
sources/<digest>.md              texts that its translations name and are no longer the newest
references/glossary.csv          the rows of the terms it links to, and their explanations and
references/glossary/it.yml       country facts, for an installation that has none of them yet
references/country-facts/it.yml
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from elearn.authoring.rules.entries import Entries, csv_entries, yaml_entries
from elearn.authoring.rules.yaml_writing import write_yaml
from elearn.catalogue.rules.compile_lists import GLOSSARY
from elearn.catalogue.rules.yaml_files import read_mapping
from elearn.core.ids import digest, is_slug
from elearn.core.refused import RefusedError
from elearn.markup.links import written_links

HEAD, FORMAT, VERSION = "parcel.yml", "quaderno-module", 1
SOURCES, REFERENCES = "sources/", "references/"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A module that arrived. `files` stand as in content/, `references` by path in content/."""

    module: str
    files: Mapping[str, bytes]
    references: Mapping[str, str] = field(default_factory=dict)


def references_in(texts: Iterable[str]) -> dict[str, list[str]]:
    """The terms and facts that texts link to, by scheme, sorted."""
    links = {(link.scheme, link.name) for text in texts for link in written_links(text)}
    return {scheme: sorted(name for one, name in links if one == scheme) for scheme in ("term", "fact")}


def write_parcel(
    module: str, files: Mapping[str, bytes], sources: Mapping[str, str], lists: Mapping[str, str]
) -> dict[str, bytes]:
    """The files of a parcel. `lists` are the glossary and the country facts by path, whole."""
    texts = [data.decode() for path, data in files.items() if path.endswith(".md")]
    named = references_in(texts)
    head = {"format": FORMAT, "version": VERSION, "module": module, "terms": named["term"], "facts": named["fact"]}
    parcel = {HEAD: write_yaml(head).encode(), **with_sources(files, sources)}
    for path, text in lists.items():
        found = csv_entries(text) if path == GLOSSARY else yaml_entries(text)
        wanted = named["fact"] if path.startswith("country-facts/") else named["term"]
        some = tuple(entry for entry in found.entries if entry.id in wanted)
        if some:
            head_line = found.head if path == GLOSSARY else ""
            parcel[REFERENCES + path] = Entries(head_line, some, "").text().encode()
    return parcel


def read_parcel(files: Mapping[str, bytes]) -> Parcel | None:
    """The parcel that these files are, or None where they are something else.

    RefusedError: newer_parcel (`version`) and broken_parcel. Files of other units, and sources that are not what
    their names say, are left out.
    """
    if HEAD not in files:
        return None
    head, problems = read_mapping(_text(files[HEAD]), HEAD)
    module = head.get("module")
    if problems or head.get("format") != FORMAT or not isinstance(module, str) or not is_slug(module):
        raise RefusedError("broken_parcel")
    if head.get("version") != VERSION:
        raise RefusedError("newer_parcel", version=str(head.get("version")))
    folder = f"modules/{module}/"
    own = {path: data for path, data in files.items() if path.startswith(folder)}
    if f"{folder}module.yml" not in own:
        raise RefusedError("broken_parcel")
    referred = {
        path.removeprefix(REFERENCES): _text(data) for path, data in files.items() if path.startswith(REFERENCES)
    }
    return Parcel(module, own, referred)


def sources_in(files: Mapping[str, bytes]) -> dict[str, str]:
    """The older texts that a zip brings along, by digest. One that is not what its name says is left out."""
    texts = {path.removeprefix(SOURCES): _text(data) for path, data in files.items() if path.startswith(SOURCES)}
    return {digest(text): text for name, text in texts.items() if digest(text).startswith(name.removesuffix(".md"))}


def with_sources(files: Mapping[str, bytes], sources: Mapping[str, str]) -> dict[str, bytes]:
    """Files, and the older texts (by short digest) that their translations name."""
    return {**files, **{f"{SOURCES}{name}.md": text.encode() for name, text in sources.items()}}


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise RefusedError("broken_parcel") from error
