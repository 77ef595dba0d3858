"""Numbers of results and activities: computed, never typed, so that they always count without a gap.

Outcomes are 1, 2 ...; what serves outcome 1 is 1.1, 1.2 ...; the activities of output 1.1 are A1.1.1, A1.1.2 ... The
impact has no number, and neither has what is linked to nothing.
"""

from collections import Counter

from elearn.workbooks.rules.book import Book
from elearn.workbooks.rules.results import OUTPUT, chain, results, written


def result_numbers(book: Book) -> dict[str, str]:
    """The numbers of outcomes and outputs by id, in the order of reading."""
    numbers: dict[str, str] = {}
    places: Counter[str] = Counter()
    for node in chain(book):
        above = numbers.get(node.text("parent"), "")
        places[above] += 1
        numbers[node.id] = f"{above}.{places[above]}" if above else str(places[above])
    return numbers


def activity_numbers(book: Book) -> dict[str, str]:
    """The numbers of activities by id, in the order of the plan."""
    of_results = result_numbers(book)
    outputs = {node.id: of_results.get(node.id, "") for node in results(book, OUTPUT)}
    numbers: dict[str, str] = {}
    places: Counter[str] = Counter()
    for node in written(book, "plan", "activities"):
        output = outputs.get(node.text("output"), "")
        if output:
            places[output] += 1
            numbers[node.id] = f"A{output}.{places[output]}"
    return numbers
