"""`elearn content`: import, export, check and stamp."""

from collections.abc import Iterable
from pathlib import Path

import click

from elearn.catalogue.service.checking import check, in_words
from elearn.catalogue.service.exporting import export_content
from elearn.catalogue.service.importing import ImportReport, import_content
from elearn.catalogue.service.stamping import stamp
from elearn.commands.installation import application, require_current_database, settings_here
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Level, Problem, has_errors
from elearn.infra.config import shipped
from elearn.infra.database import transaction
from elearn.infra.i18n import SOURCE_LANGUAGE, speak

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
LANGUAGE = click.option(
    "--language", type=click.Choice(LANGUAGES), default=SOURCE_LANGUAGE, help="Language of the findings."
)


@click.group()
def content() -> None:
    """Take content in, give it back, check it."""


@content.command("import", short_help="Take a folder of content in, and publish it.")
@click.argument("folder", type=FOLDER, required=False)
@click.option("--note", default="Imported", help="What the new releases are about.")
@LANGUAGE
def import_(folder: Path | None, note: str, language: str) -> None:
    """Import FOLDER (default: the content that ships with this version) and publish what has no errors.

    What was changed here is never overwritten: where both sides changed, ours stays and is named.
    """
    with application(settings_here()):
        require_current_database()
        speak(language)
        report = import_own(folder, note) if folder else import_shipped(note)
        tell(report)
    if report.broken:
        raise click.ClickException("These were not published: " + ", ".join(report.broken) + ".")


@content.command(short_help="Write all content into a folder.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Write all content into FOLDER, byte for byte, for git to keep."""
    with application(settings_here()):
        require_current_database()
        paths = export_content(folder)
    click.echo(f"{len(paths)} files are in {folder}.")


@content.command("check", short_help="Say what is wrong, by file and line.")
@click.argument("folder", type=FOLDER, required=False)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--quiet", is_flag=True, help="Leave out notices.")
@LANGUAGE
def check_(folder: Path | None, strict: bool, quiet: bool, language: str) -> None:
    """Say what is wrong with the content in FOLDER (default: the content that ships), by file and line.

    Needs no database. Fails when there are errors.
    """
    with application(settings_here(production=False)):
        speak(language)
        problems = [problem for problem in check(folder or shipped("content")) if not quiet or _matters(problem)]
        list_problems(problems)
    click.echo(_counts(problems))
    if has_errors(problems) or (strict and any(_matters(problem) for problem in problems)):
        raise SystemExit(1)


@content.command("stamp", short_help="Note that translations are up to date.")
@click.argument("paths", type=click.Path(exists=True, path_type=Path), nargs=-1, required=True)
def stamp_(paths: tuple[Path, ...]) -> None:
    """Note in translations (files, or folders of them) that they translate their source as it is now."""
    changed = stamp(paths)
    for file in changed:
        click.echo(f"Stamped {file}")
    click.echo(f"{len(changed)} files changed.")


def import_shipped(note: str = "Shipped with this version") -> ImportReport:
    """Import the content that ships with this version, in one transaction."""
    with transaction():
        return import_content(shipped("content"), None, note)


def import_own(folder: Path, note: str) -> ImportReport:
    """Import what somebody here wrote in a folder, in one transaction. A later version does not overwrite it."""
    with transaction():
        return import_content(folder, None, note, own=folder.resolve() != shipped("content").resolve())


def tell(report: ImportReport) -> None:
    """Print what an import did. Needs an application context."""
    list_problems(problem for problem in report.problems if problem.level is Level.ERROR)
    for conflict in report.conflicts:
        theirs = conflict.shipped[:12] if conflict.shipped else "removed"
        click.echo(f"{conflict.path}: changed on both sides. Ours stays ({conflict.ours[:12]}); theirs: {theirs}.")
    for unit in report.waiting:
        click.echo(f"{unit}: has drafts that nobody has published yet. Publish it when they are ready.")
    click.echo(
        f"{len(report.taken)} files taken, {len(report.removed)} removed, {len(report.kept)} kept as changed here, "
        f"{len(report.published)} units published, {len(report.broken)} with errors."
    )


def list_problems(problems: Iterable[Problem]) -> None:
    """Print problems, one per line, as compilers do."""
    for problem in problems:
        place = f"{problem.path}:{problem.line}" if problem.line else problem.path
        click.echo(f"{place}: {problem.level.value}: {in_words(problem)} [{problem.code}]")


def _matters(problem: Problem) -> bool:
    return problem.level is not Level.NOTICE


def _counts(problems: list[Problem]) -> str:
    counts = [f"{sum(problem.level is level for problem in problems)} {level.value}s" for level in Level]
    return ", ".join(counts) + "."
