"""The key of pseudonyms: from a file or the environment, never a parameter; only its fingerprint is ever shown."""

from __future__ import annotations

import base64
import codecs
import contextlib
import hashlib
import hmac
import os
import re
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

from labkit.core.errors import FileExists, FileMissing, KeyMissing, KeyWeak
from labkit.privacy.detection.spans import plain_text

LEAST_BYTES = 32
TOKEN_BYTES = 10
FILE_VARIABLE, KEY_VARIABLE = "LABKIT_KEY_FILE", "LABKIT_KEY"
BLANKS = re.compile(r"\s")
COMPACT = re.compile("[A-Z][A-D0-9][0-9]{8}|0[0-9]{8,9}|[0-9]{12,19}")


@dataclass(frozen=True)
class Key:
    """A secret of at least 32 bytes."""

    secret: bytes = field(repr=False)

    def token(self, value: str) -> str:
        """Return the 16-sign token of ``value``."""
        plain = counted(value)
        return base64.b32encode(self._digest(plain)[:TOKEN_BYTES]).decode("ascii")

    def number(self, value: str, below: int) -> int:
        """Return a number from 0 to ``below`` - 1 that only the key can tell from ``value``."""
        return int.from_bytes(self._digest(f"number {counted(value)}")) % below

    def _digest(self, plain: str) -> bytes:
        return hmac.new(self.secret, plain.encode("utf-8"), hashlib.sha256).digest()

    @property
    def fingerprint(self) -> str:
        """Return what tells one key from another without giving it away."""
        return hmac.new(self.secret, b"labkit fingerprint", hashlib.sha256).hexdigest()[:16]


def counted(value: str) -> str:
    """Return what of a value counts: width, case, blanks and unseen signs do not, nor hyphens inside identifiers and telephones.

    >>> counted("ａ-123456789"), counted("0912-345-678"), counted("113-1-11"), counted(" 王 小明")
    ('A123456789', '0912345678', '113-1-11', '王小明')
    """
    plain = BLANKS.sub("", plain_text(value)).upper()
    bare = plain.replace("-", "")
    return bare if COMPACT.fullmatch(bare) else plain


def load_key(path: str | Path | None = None) -> Key:
    """Return the key of the file ``path``, else of $LABKIT_KEY_FILE, else $LABKIT_KEY; raises KeyMissing or KeyWeak."""
    chosen = path or os.environ.get(FILE_VARIABLE)
    if chosen:
        return _checked_file(Path(chosen))
    if text := os.environ.get(KEY_VARIABLE):
        return _key(text.encode(), place=f"${KEY_VARIABLE}")
    raise KeyMissing


def new_key(path: str | Path) -> Path:
    """Write a new random key to ``path``, readable by its owner alone; raises FileExists."""
    path = Path(path)
    if path.exists():
        raise FileExists(place=path.name)
    _outside(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(secrets.token_hex(LEAST_BYTES) + "\n")
    return path


def rotate_key(path: str | Path) -> tuple[Path, Path]:
    """Put a new key in the place of the one at ``path``; the old one stays beside it under its fingerprint.

    Tokens change with the key: files treated before and after cannot be joined, unless the old key treats them again.
    Returns the new key's path and the old one's; raises FileMissing or KeyWeak.
    """
    path = Path(path)
    old = path.with_name(f"{path.name}.{_checked_file(path).fingerprint}.old")
    if old.exists():
        raise FileExists(place=old.name)
    path.rename(old)
    return new_key(path), old


def _checked_file(path: Path) -> Key:
    if not path.is_file():
        raise FileMissing(place=path.name)
    _outside(path)
    if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyWeak(place=path.name, what="其他使用者可以讀取；請執行 chmod 600")
    return _key(path.read_bytes(), place=path.name)


def _outside(path: Path) -> None:
    if any((folder / "team.yml").exists() for folder in path.resolve().parents):
        raise KeyWeak(place=path.name, what="在工作區裡，會隨資料一起分享；請放在工作區之外")


def _key(data: bytes, *, place: str) -> Key:
    """Return the key that a file holds: hexadecimal digits, a pass phrase, or bytes as they are; a mark of order does not count."""
    secret = data.removeprefix(codecs.BOM_UTF8).strip()
    with contextlib.suppress(ValueError):
        secret = bytes.fromhex(secret.decode("ascii"))
    if len(secret) < LEAST_BYTES:
        raise KeyWeak(place=place, what=f"太短，至少 {LEAST_BYTES} 個位元組")
    if not any(secret):
        raise KeyWeak(place=place, what="全部是 0；請用 labkit deid --new-key 產生")
    return Key(secret)
