"""What an export is made from."""

from dataclasses import dataclass

from elearn.catalogue.rules.workbook_values import Kit, Part, SheetKind, SheetWords
from elearn.workbooks.rules.book import Book
from elearn.workbooks.rules.documents import Document


@dataclass(frozen=True)
class Outgoing:
    """A workbook on its way out. `language` is that of the labels; what people wrote stays as it is."""

    title: str
    place: str
    book: Book
    kit: Kit
    language: str

    def kind(self, sheet: str) -> SheetKind:
        """The structure of a sheet."""
        return self.kit.sheets[sheet]

    def words(self, sheet: str) -> SheetWords:
        """The labels of a sheet."""
        return self.kit.sheets[sheet].say(self.language)

    def part(self, sheet: str, part: str) -> Part:
        """The structure of a part."""
        return self.kit.sheets[sheet].by_id[part]

    def document(self, sheet: str) -> Document:
        """What people wrote in a sheet."""
        return self.book.sheet(sheet)
