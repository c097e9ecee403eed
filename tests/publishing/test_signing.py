"""A published PDF signed with a certificate (PAdES), made here and signed by itself."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from pypdf import PdfReader, PdfWriter

from budgetportal import environment
from budgetportal.publishing import workflow
from budgetportal.publishing.verifying import judge
from budgetportal.rendering import signature
from budgetportal.rendering.signature import BROKEN, NO_LIBRARY, only_signed
from budgetportal.rendering.verification import NOT_RESET, verify
from tests.editions import NOW, edition

VALID = "数字签名有效，签名证书：测试财政局；证书是否可信由其签发机构核定。"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PKCS#12 file, opened by 密码."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "测试财政局")])
    signs = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(signs, critical=True)
        .sign(key, hashes.SHA256())
    )
    closed = serialization.BestAvailableEncryption("密码".encode())
    path = tmp_path_factory.mktemp("certificate") / "bureau.p12"
    path.write_bytes(pkcs12.serialize_key_and_certificates(None, key, made, None, closed))
    return path


@pytest.fixture
def published(
    codes: None, people: dict[str, User], media: Path, certificate: Path, settings: Any
) -> bytes:
    settings.SIGNING = {"pfx_file": str(certificate), "passphrase": "密码".encode()}
    made = edition()
    workflow.submit(made, people["录入"])
    workflow.approve(made, people["审核"])
    publication = workflow.publish(made, people["发布"], NOW)
    content: bytes = publication.artefacts.get(name="disclosure.pdf").file.read()
    return content


@pytest.mark.django_db
def test_a_signed_publication_is_sound_and_names_its_signer(
    published: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = judge(published)
    assert (known.registered, known.verdict.faults, known.verdict.signature) == (True, (), VALID)
    file = tmp_path / "a.pdf"
    file.write_bytes(published)
    call_command("verifybudget", str(file))
    assert capsys.readouterr().out.splitlines()[1:] == [VALID, "内容完整，未被改动。"]


@pytest.mark.pure
@pytest.mark.django_db
def test_where_nothing_is_on_record_the_unsigned_part_is_set_anew(
    published: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert verify(published).faults == ()
    unsigned = published[: published.index(b"%%EOF") + len(b"%%EOF\n")]
    assert not signature.signature(unsigned)
    assert only_signed(published, unsigned)
    assert not verify(_flipped(published, len(unsigned) // 2)).sound
    assert BROKEN in verify(published + b"\n").faults
    assert not only_signed(_drawn_over(published), unsigned)
    assert BROKEN in verify(_drawn_over(published)).faults
    # a stranger who draws over the unsigned file and writes the word of a signature behind it
    forged = _drawn_over(unsigned) + b"%/ByteRange"
    monkeypatch.setattr(signature, "find_spec", lambda name: None)
    assert verify(published).signature == NO_LIBRARY
    longer = f"文件长{len(forged)}字节，应为{len(unsigned)}字节。"
    assert verify(forged).faults == (NOT_RESET, longer)


def _flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def _drawn_over(content: bytes) -> bytes:
    """The file with its first page empty, as an incremental update."""
    writer = PdfWriter(PdfReader(io.BytesIO(content)), incremental=True)
    del writer.pages[0]["/Contents"]
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_settings_open_the_certificate_at_the_start(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SIGNING_CERTIFICATE", raising=False)
    assert environment.signing() is None
    monkeypatch.setenv("SIGNING_CERTIFICATE", str(certificate))
    monkeypatch.setenv("SIGNING_PASSWORD", "密码")
    assert environment.signing() == {
        "pfx_file": str(certificate),
        "passphrase": "密码".encode(),
    }
    monkeypatch.setenv("SIGNING_PASSWORD", "错")
    with pytest.raises(ImproperlyConfigured, match="no PKCS#12 file that SIGNING_PASSWORD opens"):
        environment.signing()
    monkeypatch.setenv("SIGNING_CERTIFICATE", "/nowhere.p12")
    with pytest.raises(ImproperlyConfigured, match=r"'/nowhere\.p12': No such file"):
        environment.signing()
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=r"requirements-signing\.txt"):
        environment.signing()
