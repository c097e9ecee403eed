"""The department's or the bureau's digital signature (PAdES-B-B) on a published PDF, if set."""

from __future__ import annotations

import io

from django.conf import settings

FIELD, REASON = "Signature", "部门预算公开"


def signed(content: bytes) -> bytes:
    """The file with a signature appended that allows no change; as it is without SIGNING."""
    if settings.SIGNING is None:
        return content
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        reason=REASON,
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    signer = signers.SimpleSigner.load_pkcs12(**settings.SIGNING)
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    found: bytes = signers.sign_pdf(writer, about, signer).getvalue()
    return found
