"""Taking numbers over from a calculator."""

from collections.abc import Iterable, Sequence

from elearn.workbooks.rules.documents import Added, Change, Document, Node, Written, last_place
from elearn.workbooks.service.books import OpenBook
from elearn.workbooks.service.writing import Saved, apply_plan


def keep_nodes(book: OpenBook, sheet: str, person_id: int, nodes: Sequence[Node]) -> Saved:
    """Write whole nodes into a sheet: new ones at the end, known ones field by field. One revision, so undo works."""

    def plan(document: Document) -> Iterable[Change]:
        behind = last_place(document)
        for node in nodes:
            known = document.get(node.id)
            if known is None:
                yield Added(node, behind)
                behind = node.id
                continue
            for name, value in node.fields.items():
                if known.fields.get(name, "") != value:
                    yield Written(node.id, name, known.fields.get(name, ""), value)

    return apply_plan(book, sheet, person_id, plan, "took")
