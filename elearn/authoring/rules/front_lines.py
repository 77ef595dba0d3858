"""Changes single values of a file's front matter, and leaves every other line as it stands."""

from collections.abc import Mapping

from elearn.catalogue.rules.yaml_places import scalar


def with_values(front: str, values: Mapping[str, str | tuple[str, ...]]) -> str:
    """The YAML of a front matter with these values: a value that stands there already keeps its very lines."""
    lines = front.split("\n") if front.strip() else []
    for name, value in values.items():
        start = next((place for place, line in enumerate(lines) if line.startswith(f"{name}:")), None)
        if start is None:
            lines += _written(name, value)
            continue
        end = start + 1
        while end < len(lines) and (lines[end].startswith((" ", "\t", "- ")) or not lines[end].strip()):
            end += 1
        lines[start:end] = _written(name, value)
    return "\n".join(lines)


def _written(name: str, value: str | tuple[str, ...]) -> list[str]:
    if isinstance(value, str):
        return [f"{name}: {scalar(value)}"]
    return [f"{name}:", *(f"  - {scalar(one)}" for one in value)] if value else [f"{name}: []"]
