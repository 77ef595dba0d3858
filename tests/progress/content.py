"""A small library on disk: two paths, a long module with quiz and practice, a short one, and one that is coming."""

from pathlib import Path

LESSON = "---\ntitle: {title}\n---\nUn paragrafo per la lezione.\n"
MODULE = "---\ntitle: {title}\nsummary: Un modulo di prova.\nobjectives:\n  - Prova.\n---\nA chi serve.\n"
PATH = "---\ntitle: {title}\nsummary: Un percorso di prova.\n---\nUn modulo alla volta.\n"
KEY = """\
purpose: check
questions:
  - id: losses
    kind: true_false
    right: false
  - id: best
    kind: single
    options: [sell, train]
    right: sell
  - id: both
    kind: several
    options: [fees, rain, staff]
    right: [fees, rain]
  - id: how-many
    kind: number
    right: 3
  - id: upwards
    kind: ordering
    right: [activities, outputs, outcome]
  - id: columns
    kind: matching
    right: {baseline: before, target: after}
  - id: sentence
    kind: gap
    gaps:
      verb: {options: [contribute, train], right: contribute}
      word: {accepted: true}
  - id: own
    kind: short_text
  - id: road
    kind: scenario
    parts:
      - id: first
        kind: single
        options: [redesign, hope]
        right: redesign
      - id: why
        kind: true_false
        right: true
"""
WORDS = """\
title: La prova
questions:
  losses:
    stem: È un output.
    options:
      "true": {reason: Dipende da altri.}
      "false": {reason: Esatto.}
  best:
    stem: Quale?
    options:
      sell: {text: Vendono insieme., reason: Sì.}
      train: {text: Formare., reason: È un'attività.}
  both:
    stem: Quali ipotesi?
    options:
      fees: {text: Le tasse., reason: Sì.}
      rain: {text: Le piogge., reason: Sì.}
      staff: {text: Il personale., reason: Dipende da voi.}
  how-many:
    stem: Quanti?
    reasons: {right: Sono tre., wrong: Conta ancora.}
  upwards:
    stem: In ordine.
    items:
      activities: {text: Attività, reason: Si parte da qui.}
      outputs: {text: Output, reason: Nascono dalle attività.}
      outcome: {text: Outcome, reason: Viene per ultimo.}
  columns:
    stem: Che cosa va dove?
    items:
      baseline: {text: Partenza, reason: È il valore prima.}
      target: {text: Obiettivo, reason: È il valore dopo.}
    answers: {before: Prima, after: Dopo}
  sentence:
    stem: Completa.
    text: "L'impatto è {verb} e si misura con un {word}."
    gaps:
      verb:
        options:
          contribute: {text: contribuire, reason: Sì.}
          train: {text: formare, reason: È un'attività.}
      word: {accepted: [indicatore], reasons: {right: Sì., wrong: È indicatore.}}
  own:
    stem: Scrivi un'ipotesi.
    model: I compratori accettano i prodotti.
    criteria: [È fuori dal mio controllo.]
    reason: Un'ipotesi è esterna.
  road:
    stem: La strada chiude.
    parts:
      first:
        stem: Che cosa fai?
        options:
          redesign: {text: Cambio il progetto., reason: Sì.}
          hope: {text: Spero., reason: La strada chiude ogni anno.}
      why:
        stem: Serve un nuovo disegno.
        options:
          "true": {reason: Sì.}
          "false": {reason: Il progetto si ferma.}
"""


def write_library(root: Path) -> Path:
    """Write the files below `root`; returns it."""
    _module(root, "logical-framework", "Il quadro logico", lessons=5, quiz=True)
    _module(root, "partnerships", "I partner", lessons=1, quiz=False)
    _module(root, "fundraising", "I fondi", lessons=0, quiz=False)
    _path(root, "operators", 36, "70", ["logical-framework", "partnerships", "fundraising"])
    _path(root, "entrepreneurs", 6, "none", ["partnerships"])
    return root


def _path(root: Path, name: str, hours: int, pass_mark: str, modules: list[str]) -> None:
    listed = "".join(f"  - {module}\n" for module in modules)
    text = f"source: it\naudience: {name}\nhours: {hours}\npass_mark: {pass_mark}\nmodules:\n{listed}"
    _write(root / "paths" / name / "path.yml", text)
    _write(root / "paths" / name / "it.md", PATH.format(title=f"Il percorso {name}"))


def _module(root: Path, name: str, title: str, lessons: int, quiz: bool) -> None:
    folder = root / "modules" / name
    listed = "".join(f"  - id: lesson-{number}\n    minutes: {10 * number}\n" for number in range(1, lessons + 1))
    text = f"source: it\n{'lessons:' if lessons else ''}\n{listed}{'quizzes:' if quiz else ''}\n"
    _write(folder / "module.yml", text + ("  - id: check\n    minutes: 20\n" if quiz else ""))
    _write(folder / "it.md", MODULE.format(title=title))
    for number in range(1, lessons + 1):
        _write(folder / "lessons" / f"lesson-{number}" / "it.md", LESSON.format(title=f"Lezione {number} di {title}"))
    if quiz:
        _write(folder / "quizzes" / "check" / "quiz.yml", KEY)
        _write(folder / "quizzes" / "check" / "it.yml", WORDS)
        _write(folder / "quizzes" / "practice" / "quiz.yml", KEY.replace("check", "practice\npass_mark: none"))
        _write(folder / "quizzes" / "practice" / "it.yml", WORDS)
        first = folder / "lessons" / "lesson-1" / "it.md"
        _write(first, first.read_text(encoding="utf-8") + "\n/// question | practice/losses\n///\n")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
