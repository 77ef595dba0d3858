"""A module compiles, or says what is wrong with it."""

import pytest

from elearn.catalogue.rules.compile import compile_unit, unit_of
from elearn.catalogue.rules.values import BlockKind, Module, Page, Path
from elearn.core.problems import Level
from tests.catalogue.files import COVER, HEAD, KEY, LESSON, PICTURE, WORDS, compiled, found

LESSON_FILE = "modules/m/lessons/one/it.md"


def test_a_sound_module_becomes_a_value() -> None:
    result = compiled()
    module = result.value
    assert isinstance(module, Module)
    assert found(result) == []
    assert module.text.choose("it").objectives == ("Fare",)
    assert [lesson.id for lesson in module.lessons] == ["one"]
    assert [block.kind for block in module.lessons[0].text.choose("fr").blocks] == [
        BlockKind.PROSE,
        BlockKind.PROSE,
        BlockKind.QUESTION,
        BlockKind.PROSE,
    ]
    assert [quiz.id for quiz in module.quizzes] == ["practice"]
    assert module.checks == ()


def test_a_missing_translation_is_only_a_notice() -> None:
    notices = [problem for problem in compiled().problems if problem.level is Level.NOTICE]
    assert {problem.code for problem in notices} == {"missing_translation"}
    assert len(notices) == 3 * 4  # cover, lesson and quiz in four more languages


def test_a_module_without_lessons_is_coming() -> None:
    files = {"modules/m/module.yml": "minutes: 90\n", "modules/m/it.md": COVER}
    module = compile_unit("modules/m", files, {}, lambda _digest: None).value
    assert isinstance(module, Module)
    assert module.is_coming
    assert module.minutes == 90


@pytest.mark.parametrize(
    ("path", "text", "code", "where", "line"),
    [
        ("module.yml", "source: it\nlesons: []\n", "field_unknown", "module.yml", 2),
        ("module.yml", "source: [\n", "yaml_broken", "module.yml", 1),
        ("module.yml", "source: pt\n", "not_one_of", "module.yml", 1),
        ("module.yml", HEAD + "  - {id: two, minutes: 5}\n", "listed_but_missing", "module.yml", 4),
        ("module.yml", HEAD + "  - {id: one, minutes: 5}\n", "repeated_id", "module.yml", 4),
        ("module.yml", HEAD + "  - {id: One, minutes: 5}\n", "bad_id", "module.yml", 4),
        ("module.yml", HEAD + "  - {id: two, minutes: soon}\n", "not_a_number", "module.yml", 4),
        ("it.md", "---\nsummary: x\n---\n", "field_missing", "it.md", 2),
        ("it.md", "title: x\n", "no_front_matter", "it.md", 1),
        ("it.md", "---\ntitle: a\nsummary: b\ncolour: c\n---\n", "field_unknown", "it.md", 4),
        ("it.md", "---\ntitle: Primo: secondo\nsummary: b\n---\n", "yaml_broken", "it.md", 2),
        ("lessons/one/it.md", LESSON + "\n# Titolo\n", "heading_level", "lessons/one/it.md", 14),
        ("lessons/one/it.md", LESSON + "\n/// note\nx\n", "unclosed_block", "lessons/one/it.md", 14),
        (
            "lessons/one/it.md",
            LESSON + "\n![x](https://a.example/x.png)\n",
            "picture_in_prose",
            "lessons/one/it.md",
            14,
        ),
        ("lessons/one/it.md", LESSON + "\na\n[x](/it/b)\n", "bad_link", "lessons/one/it.md", 15),
        ("lessons/one/it.md", LESSON + "\n[x](javascript:a)\n", "bad_link", "lessons/one/it.md", 14),
        ("lessons/one/it.md", LESSON + "\nx[^no]\n", "unknown_footnote", "lessons/one/it.md", 14),
        (
            "lessons/one/it.md",
            LESSON + "\n/// media | a.svg\n    alt: A\n///\n",
            "unknown_media",
            "lessons/one/it.md",
            14,
        ),
        ("lessons/one/it.md", LESSON + "\n/// media | a.svg\n///\n", "media_without_alt", "lessons/one/it.md", 14),
        (
            "lessons/one/it.md",
            f"{LESSON}\n/// checklist | A\ny\n///\n",
            "checklist_without_list",
            "lessons/one/it.md",
            14,
        ),
        ("lessons/one/it.md", LESSON + "\n/// turn\nx\n///\n", "turn_without_minutes", "lessons/one/it.md", 14),
        (
            "lessons/one/it.md",
            LESSON + "\n/// question | practice\n///\n",
            "bad_question_name",
            "lessons/one/it.md",
            14,
        ),
        (
            "lessons/one/it.md",
            LESSON + "\n/// question | practice/no\n///\n",
            "unknown_question",
            "lessons/one/it.md",
            14,
        ),
        ("lessons/one/it.md", LESSON + "[" * 20000, "too_many_brackets", "lessons/one/it.md", 0),
        ("lessons/one/it.md", LESSON + "a" * 70000, "too_many_bytes", "lessons/one/it.md", 0),
        ("lessons/one/it.md", LESSON + "\n" + "a b " * 5000, "block_too_large", "lessons/one/it.md", 14),
        ("lessons/one/it.md", LESSON + "- " * 50 + "a", "too_deep", "lessons/one/it.md", 0),
        ("media/it.yml", "chain.svg: {a: b}\nno.svg: {a: b}\n", "unknown_media", "media/it.yml", 2),
        ("quizzes/other/it.yml", WORDS, "file_missing", "quizzes/other/quiz.yml", 0),
        ("quizzes/end/quiz.yml", KEY.replace("practice", "check"), "no_source_text", "quizzes/end/quiz.yml", 0),
    ],
)
def test_every_mistake_is_a_problem_with_its_place(path: str, text: str, code: str, where: str, line: int) -> None:
    result = compiled({f"modules/m/{path}": text}, media={"chain.svg": PICTURE})
    assert result.value is None
    assert (code, where, line) in found(result)


def test_a_lesson_may_not_take_the_address_of_the_quiz() -> None:
    head = HEAD + "  - {id: quiz, minutes: 5}\n"
    result = compiled({"modules/m/module.yml": head, "modules/m/lessons/quiz/it.md": LESSON})
    assert ("reserved_id", "module.yml", 4) in found(result)


def test_only_one_quiz_counts() -> None:
    check, name = KEY.replace("practice", "check"), "modules/m/quizzes/{}/{}.yml"
    changes = {name.format(quiz, "quiz"): check for quiz in ("a", "b")}
    changes |= {name.format(quiz, "it"): WORDS for quiz in ("a", "b")}
    head = HEAD + "quizzes:\n  - {id: a, minutes: 5}\n"
    result = compiled({**changes, "modules/m/module.yml": head})
    assert {code for code, _path, _line in found(result)} == {"unlisted_quiz", "two_checks"}


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("modules/m/notes.txt", "x", "unknown_file"),
        ("modules/m/pt.md", COVER, "unknown_file"),
        ("modules/m/lessons/two/it.md", LESSON, "unlisted_lesson"),
        ("modules/m/quizzes/practice/quiz.yml", KEY + "  - {id: b, kind: short_text}\n", "unused_question"),
        (LESSON_FILE, LESSON + "\n[^a]: x\n", "unused_footnote"),
        (LESSON_FILE, LESSON + "\n<b>x</b>\n", "html_in_text"),
    ],
)
def test_what_disturbs_nobody_is_a_warning(path: str, text: str, code: str) -> None:
    words = WORDS + "  b: {stem: Perché?, model: Così., criteria: [Vero.], reason: Basta.}\n"
    changes = {"modules/m/quizzes/practice/it.yml": words} if code == "unused_question" else {}
    result = compiled({**changes, path: text})
    assert result.value is not None, result.problems
    assert code in [found_code for found_code, _path, _line in found(result, Level.WARNING)]


def test_a_path_and_a_page_compile() -> None:
    files = {
        "paths/p/path.yml": "audience: operators\nhours: 36\npass_mark: none\nmodules: [m]\n",
        "paths/p/it.md": "---\ntitle: Percorso\n---\n",
        "pages/help/it.md": "---\ntitle: Aiuto\nreviewed: 2026-11-22\n---\nTesto.\n",
    }
    path = compile_unit("paths/p", files, {}, lambda _digest: None).value
    page = compile_unit("pages/help", files, {}, lambda _digest: None).value
    assert isinstance(path, Path)
    assert path.pass_mark is None
    assert isinstance(page, Page)
    assert str(page.text.choose("de").reviewed) == "2026-11-22"


@pytest.mark.parametrize("unit", ["modules/m", "paths/p", "pages/x", "glossary", "modules/../etc", "modules/Bad"])
def test_a_unit_without_files_is_broken_and_raises_nothing(unit: str) -> None:
    result = compile_unit(unit, {}, {}, lambda _digest: None)
    assert result.value is None
    assert result.problems


def test_each_file_belongs_to_a_unit() -> None:
    assert unit_of("modules/m/lessons/one/it.md") == "modules/m"
    assert unit_of("pages/help/it.md") == "pages/help"
    assert unit_of("glossary.csv") == unit_of("glossary/it.yml") == "glossary"
    assert unit_of("country-facts/it.yml") == "country-facts"
    assert unit_of("README.md") == unit_of("modules/README.md") == ""


def test_drawings_have_the_same_words_in_every_language() -> None:
    files = {
        "modules/m/media/it.yml": "chain.svg: {a: A, b: B}\n",
        "modules/m/media/fr.yml": "chain.svg: {a: A, c: C}\n",
    }
    warnings = found(compiled(files, media={"chain.svg": PICTURE}), Level.WARNING)
    assert ("drawing_words_missing", "media/fr.yml", 1) in warnings
    assert ("drawing_words_unknown", "media/fr.yml", 1) in warnings
