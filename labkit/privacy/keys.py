"""The key of pseudonyms: from a file or the environment, never a parameter; only its fingerprint is ever shown."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
import stat
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from labkit.core.errors import FileExists, FileMissing, KeyMissing, KeyWeak

LEAST_BYTES = 32
TOKEN_BYTES = 10
FILE_VARIABLE, KEY_VARIABLE = "LABKIT_KEY_FILE", "LABKIT_KEY"
NOT_COUNTED = re.compile(r"[\s\-‐–—]")


@dataclass(frozen=True)
class Key:
    """A secret of at least 32 bytes."""

    secret: bytes = field(repr=False)

    def token(self, value: str) -> str:
        """Return the 16-sign token of ``value``."""
        plain = NOT_COUNTED.sub("", unicodedata.normalize("NFKC", value)).upper()
        return base64.b32encode(self._digest(plain)[:TOKEN_BYTES]).decode("ascii")

    def number(self, value: str, below: int) -> int:
        """Return a number from 0 to ``below`` - 1 that only the key can tell from ``value``."""
        plain = NOT_COUNTED.sub("", unicodedata.normalize("NFKC", value)).upper()
        return int.from_bytes(self._digest(f"number {plain}")) % below

    def _digest(self, plain: str) -> bytes:
        return hmac.new(self.secret, plain.encode("utf-8"), hashlib.sha256).digest()

    @property
    def fingerprint(self) -> str:
        """Return what tells one key from another without giving it away."""
        return hmac.new(self.secret, b"labkit fingerprint", hashlib.sha256).hexdigest()[:16]


def load_key(path: str | Path | None = None) -> Key:
    """Return the key of the file ``path``, else of $LABKIT_KEY_FILE, else $LABKIT_KEY; raises KeyMissing or KeyWeak."""
    chosen = path or os.environ.get(FILE_VARIABLE)
    if chosen:
        return _checked_file(Path(chosen))
    if text := os.environ.get(KEY_VARIABLE):
        return _key(text, place=f"${KEY_VARIABLE}")
    raise KeyMissing


def new_key(path: str | Path) -> Path:
    """Write a new random key to ``path``, readable by its owner alone; raises FileExists."""
    path = Path(path)
    if path.exists():
        raise FileExists(place=path.name)
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
    if any((folder / "team.yml").exists() for folder in path.resolve().parents):
        raise KeyWeak(place=path.name, what="放在工作區裡，會隨資料一起分享；請移到工作區之外")
    if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyWeak(place=path.name, what="其他使用者可以讀取；請執行 chmod 600")
    return _key(path.read_text(encoding="utf-8").strip(), place=path.name)


def _key(text: str, *, place: str) -> Key:
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = text.encode("utf-8")
    if len(secret) < LEAST_BYTES:
        raise KeyWeak(place=place, what=f"太短，至少 {LEAST_BYTES} 個位元組")
    return Key(secret)
