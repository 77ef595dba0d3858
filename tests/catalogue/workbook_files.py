"""Two small sheets, a profile, a check and an example as texts by path, for tests of the pure compiler."""

from collections.abc import Mapping
from typing import cast

from elearn.catalogue.rules.compile import Compiled, compile_unit, unit_of
from elearn.catalogue.rules.library import build_library
from elearn.catalogue.rules.values import Library
from elearn.catalogue.rules.workbook_values import Example, Kit
from elearn.core.languages import LANGUAGES

SHEET = "workbooks/sheets/logframe/sheet.yml"
PLAN = "workbooks/sheets/plan/sheet.yml"
CHECKLIST = "workbooks/sheets/checklist/sheet.yml"
PROFILE = "workbooks/profiles/grant.yml"
CHECKS = "workbooks/checks/logframe.yml"
RUBRIC = "workbooks/rubrics/peer.yml"
EXAMPLE = "examples/sahel/example.yml"

FIVE = "{it: I, en: E, es: S, fr: F, de: D}"
WORDS_OF_LOGFRAME = """title: Logframe
term: Logical framework
about: What changes, and how.
parts:
  results:
    title: Results
    one: result
    add: Add a result
    fields:
      level: {label: Level, options: {outcome: Outcome, output: Output}}
      text: {label: What changes?, hint: One change., example: Women sell together.}
      parent: {label: Leads to}
"""
WORDS_OF_PLAN = """title: Plan
parts:
  activities:
    title: Activities
    one: activity
    add: Add an activity
    fields:
      text: {label: What?}
      output: {label: For}
      start: {label: From}
      ready: {label: Ready, options: {yes: Yes, no: No}}
      date: {label: Day}
      done: {label: Done}
      heading: {label: Heading}
      value: {label: Value}
      split: {label: By, options: {sex: Sex, age: Age}}
"""
WORDS_OF_CHECKLIST = """title: Papers
items: {permit: Permit, id: Identity}
parts:
  papers:
    title: Papers
    fields: {note: {label: Note}}
  card:
    title: Card
    fields: {name: {label: Name}}
"""

KIT = {
    SHEET: """layout: matrix
parts:
  results:
    columns: [text, score]
    fields:
      level: {choice: [outcome, output]}
      text: line
      parent: {link: logframe/results}
""",
    PLAN: """layout: rows
module: m
from: [logframe]
parts:
  activities:
    columns: [text]
    owner: output
    fields:
      text: text
      output: {link: logframe/results, only: {level: output}}
      start: {whole: [1, 36]}
      ready: {choice: [yes, no]}
      date: date
      done: tick
      heading: heading
      value: value
      split: {choices: [sex, age]}
""",
    CHECKLIST: """layout: rows
items: {it: [permit], es: [permit, id], fr: [permit], de: [permit], be: [permit]}
parts:
  papers:
    fixed: country
    fields: {note: text}
  card:
    one: true
    fields: {name: line}
""",
    PROFILE: f"""audience: operators
name: {FIVE}
about: {FIVE}
sheets: [logframe, plan, checklist]
required: [logframe]
blocking: [L1]
terms: {{outcome: {FIVE}}}
rubric: peer
peers: named
budget:
  headings:
    - {{id: "1", name: {FIVE}, group: staff}}
  indirect_max: 7
  grant_max: 9900.00
  demands: [staff]
loan: {{months_max: 60}}
narrative:
  - {{id: needs, title: {FIVE}, words: 300}}
""",
    CHECKS: """L1:
  lesson: m/one
  it: Mancano {count} output.
  en: "{count} outputs are missing."
  es: Faltan {count} productos.
  fr: Il manque {count} produits.
  de: Es fehlen {count} Outputs.
""",
    RUBRIC: "criteria:\n"
    + "".join(
        f"  - {{id: {name}, weight: {weight}, title: {FIVE}, anchors: {{1: {FIVE}, 2: {FIVE}, 3: {FIVE}, 4: {FIVE},"
        f" 5: {FIVE}}}}}\n"
        for name, weight in (("logic", 60), ("budget", 40))
    ),
    "workbooks/phrases.yml": f"why: {{kind: question, {FIVE[1:]}\n",
    **{f"workbooks/sheets/logframe/{language}.yml": WORDS_OF_LOGFRAME for language in LANGUAGES},
    **{f"workbooks/sheets/plan/{language}.yml": WORDS_OF_PLAN for language in LANGUAGES},
    **{f"workbooks/sheets/checklist/{language}.yml": WORDS_OF_CHECKLIST for language in LANGUAGES},
    **{f"workbooks/words/{language}.yml": "absence: [lack of, 'no ']\n" for language in LANGUAGES},
}
FILLED = {
    EXAMPLE: """profile: grant
currency: XOF
country: it
start: 2027-01-01
months: 18
sheets:
  logframe:
    together: {part: results, level: outcome}
    dryers: {part: results, level: output, parent: together}
  plan:
    train:
      part: activities
      output: dryers
      start: 3
      ready: yes
      date: 2027-03-01
      done: yes
      heading: "1"
      value: 12.5
      split: [sex, age]
""",
    **{
        f"examples/sahel/{language}.yml": f"""title: Sahel Insieme
place: Kayes
sheets:
  logframe:
    together: {{text: "Together, {language}"}}
    dryers: {{text: Three dryers work}}
  plan:
    train: {{text: Train}}
"""
        for language in LANGUAGES
    },
}


def compiled(files: Mapping[str, str], unit: str) -> Compiled:
    """A unit of these files, compiled."""
    return compile_unit(unit, files, {}, lambda _digest: None)


def compiled_kit(path: str = "", old: str = "", new: str = "") -> Compiled:
    """The kit above; in one of its files something old has become something new."""
    return compiled(changed(KIT, path, old, new), "workbooks")


def changed(files: Mapping[str, str], path: str, old: str, new: str) -> dict[str, str]:
    """Files with another text in one of them."""
    assert old in files.get(path, "")
    return {**files, path: files[path].replace(old, new, 1) if old else new} if path else {**files}


def kit_of(result: Compiled) -> Kit:
    """What was compiled, as a kit."""
    assert result.value is not None, result.problems
    return cast(Kit, result.value)


def example_of(result: Compiled) -> Example:
    """What was compiled, as an example."""
    assert result.value is not None, result.problems
    return cast(Example, result.value)


def library_of(files: Mapping[str, str]) -> Library:
    """A library of these files."""
    units = {unit_of(path) for path in files}
    return build_library({unit: compiled(files, unit).value for unit in units}, "test")
