"""A picture as Word's XML."""

from lxml import etree

from elearn.authoring.exchange.word.names import Element, W, r

DRAWING = """<w:drawing xmlns:w="{W}"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{R}"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">
<wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="0" cy="0"/><wp:docPr id="0" name=""/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>
</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name=""/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=""/>
<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>
<a:off x="0" y="0"/><a:ext cx="0" cy="0"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>
</a:graphicData></a:graphic></wp:inline></w:drawing>"""


def drawing(number: int, place: int, alt: str, width: int, height: int) -> Element:
    """A picture in line with the text: its number in the file, its place among the pictures, its size in EMU."""
    root = etree.fromstring(DRAWING.format(W=W, R=r("")[1:-1]))
    for element in root.iter():
        local = etree.QName(element).localname
        if local in ("extent", "ext"):
            element.set("cx", str(width))
            element.set("cy", str(height))
        elif local in ("docPr", "cNvPr"):
            element.set("id", str(number))
            element.set("name", f"Picture {place}")
            element.set("descr", alt)
        elif local == "blip":
            element.set(r("embed"), f"rPicture{place}")
    return root
