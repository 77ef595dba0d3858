"""The two QTI that we write: the same elements, with other names. Readers see all of them under the names of QTI 2."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from elearn.authoring.exchange.xml_reading import Element, local

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"
ITEM = "assessmentItem"
UPPER = re.compile(r"(?<!^)([A-Z])")
DASH = re.compile(r"-([a-z])")
PREFIX = "qti-"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one version writes what all say."""

    namespace: str
    schema: str
    manifest: str
    manifest_schema: tuple[str, str]
    resource: str
    templates: str
    has_prefix: bool

    def element(self, parent: Element | None, name: str, **attributes: str) -> Element:
        """An element of QTI, under its name in QTI 2: `simpleChoice`, `responseIdentifier`."""
        tag = f"{{{self.namespace}}}{self.tag(name)}"
        named = {self.attribute(one): value for one, value in attributes.items()}
        if parent is None:
            return etree.Element(tag, named, nsmap={None: self.namespace, "xsi": XSI})
        return etree.SubElement(parent, tag, named)

    def html(self, parent: Element, name: str, **attributes: str) -> Element:
        """An element of HTML, which has the same name in both."""
        return etree.SubElement(parent, f"{{{self.namespace}}}{name}", attributes)

    def tag(self, name: str) -> str:
        """The name of an element."""
        return PREFIX + UPPER.sub(r"-\1", name).lower() if self.has_prefix else name

    def attribute(self, name: str) -> str:
        """The name of an attribute."""
        return UPPER.sub(r"-\1", name).lower() if self.has_prefix else name


QTI22 = Dialect(
    namespace="http://www.imsglobal.org/xsd/imsqti_v2p2",
    schema="http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_v2p2.xsd",
    manifest="http://www.imsglobal.org/xsd/imscp_v1p1",
    manifest_schema=("QTIv2.2 Package", "1.0.0"),
    resource="imsqti_item_xmlv2p2",
    templates="http://www.imsglobal.org/question/qti_v2p2/rptemplates/",
    has_prefix=False,
)
QTI30 = Dialect(
    namespace="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    manifest="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    manifest_schema=("QTI Package", "3.0.0"),
    resource="imsqti_item_xmlv3p0",
    templates="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/",
    has_prefix=True,
)


def as_qti2(root: Element) -> Element:
    """A tree with the names of QTI 2, whatever its version, prefix and namespace. The tree itself is changed."""
    language = root.get(f"{{{XML}}}lang", "")
    for element in root.iter("*"):
        name = local(element)
        if name.startswith(PREFIX):
            attributes = {_camel(one): value for one, value in _plain(element.attrib).items()}
            element.tag = _camel(name.removeprefix(PREFIX))
        else:
            attributes = _plain(element.attrib)
            element.tag = name
        element.attrib.clear()
        element.attrib.update(attributes)
    root.set("lang", language)
    return root


def _plain(attributes: Mapping[str, str]) -> dict[str, str]:
    return {etree.QName(name).localname: value for name, value in attributes.items()}


def _camel(name: str) -> str:
    return DASH.sub(lambda found: found[1].upper(), name)
