"""What WeasyPrint leaves out of a file that is PDF/A-3a and PDF/UA-1 at once."""

from __future__ import annotations

import pydyf
from weasyprint import Document

from .joining import join
from .margins import set_apart
from .tree import elements, kids

#: the PDF/UA identifier with the extension schema that PDF/A asks for
UA_METADATA = b"""<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\
</rdf:Description>\
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>"""


def finish(document: Document, pdf: pydyf.PDF) -> None:
    """Called by WeasyPrint just before the file is written."""
    _identify(pdf)
    _attach_once(pdf)
    join(document, pdf)
    set_apart(pdf)
    for element in elements(pdf):
        if element["S"] == "/Table":
            _tidy_table(pdf, element)


def _identify(pdf: pydyf.PDF) -> None:
    """Put the PDF/UA identifier into the one RDF that readers look at."""
    for each in pdf.objects:
        if isinstance(each, pydyf.Stream) and each.extra.get("Type") == "/Metadata":
            xmp = b"".join(each.stream)
            each.stream = [xmp.replace(b"</rdf:RDF>", UA_METADATA + b"</rdf:RDF>", 1)]


def _attach_once(pdf: pydyf.PDF) -> None:
    """WeasyPrint lists each attachment twice among the associated files."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def _tidy_table(pdf: pydyf.PDF, table: pydyf.Dictionary) -> None:
    """Say which way each header cell heads, and end row spans where their group ends."""
    groups = kids(pdf, table, "/THead", "/TBody", "/TFoot") or [table]
    if [group["S"] for group in groups] == ["/THead"]:
        _tidy_group(pdf, groups[0])
        groups[0]["S"] = "/TBody"  # an empty table (本表无数据): no head without a body
        return
    for group in groups:
        _tidy_group(pdf, group)


def _tidy_group(pdf: pydyf.PDF, group: pydyf.Dictionary) -> None:
    rows = kids(pdf, group, "/TR")
    scope = "/Column" if group["S"] == "/THead" else "/Row"
    for left, row in zip(range(len(rows), 0, -1), rows, strict=True):
        for cell in kids(pdf, row, "/TH", "/TD"):
            if cell["S"] == "/TH":
                cell["A"]["Scope"] = scope
            if cell["A"].get("RowSpan", 1) > left:
                cell["A"]["RowSpan"] = left
