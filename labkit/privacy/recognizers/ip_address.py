"""IP 位址, version 4 and 6. Numbers of chapters and versions look alike: four small numbers need context."""

from __future__ import annotations

import ipaddress
import re

from labkit.privacy.recognizer import Pattern, Recognizer, always

OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"
SMALL = 10
LEAST_COLONS = 2


def check(text: str) -> bool:
    """Tell whether the text is an address that a network knows, in full or shortened."""
    try:
        ipaddress.ip_address(text.split("/", maxsplit=1)[0])
    except ValueError:
        return False
    return ":" not in text or text.count(":") >= LEAST_COLONS


def telling(text: str) -> bool:
    """Tell whether a version 4 address cannot be the number of a chapter: one part is larger than 9."""
    return check(text) and any(int(part) >= SMALL for part in text.split("/", maxsplit=1)[0].split("."))


def hexadecimal(text: str) -> bool:
    """Tell whether a version 6 address cannot be a time of day."""
    return check(text) and ("::" in text or text.count(":") > LEAST_COLONS) and bool(re.search("[0-9A-Fa-f]", text))


IP_ADDRESS = Recognizer(
    entity="IP_ADDRESS",
    label="IP 位址",
    patterns=(
        Pattern(
            rf"(?:(?<![0-9A-Za-z.])(?<![vV版第])|(?<=IP)|(?<=ip))(?:{OCTET}\.){{3}}{OCTET}(?![0-9A-Za-z]|\.[0-9]|[.]?[章節條])",
            0.7,
            check=telling,
        ),
        Pattern(rf"(?:(?<![0-9A-Za-z.])|(?<=IP)|(?<=ip))(?:{OCTET}\.){{3}}{OCTET}(?![0-9A-Za-z]|\.[0-9])", 0.3),
        Pattern(
            r"(?:(?<![0-9A-Za-z:.])|(?<=IP)|(?<=ip))(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![0-9A-Za-z:])",
            0.7,
            check=hexadecimal,
        ),
        Pattern(
            rf"(?:(?<![0-9A-Za-z.])|(?<=IP)|(?<=ip))(?:{OCTET}\.){{2,3}}(?:[*○xX]{{1,3}})(?:\.[*○xX]{{1,3}})?(?![0-9A-Za-z.*])",
            0.6,
            check=always,
        ),
    ),
    names=re.compile(r"(?<![A-Za-z])ip(?![A-Za-z])|網路位址|來源位址|ip.?addr", re.IGNORECASE),
    check=check,
    words=("IP", "ip", "位址"),
    elsewhere=re.compile("版本|版次|韌體|章節|條次|項次|version|release", re.IGNORECASE),
    source="RFC 791 and RFC 4291 textual forms, as Python's ipaddress reads them",
    confidence="high",
    hits=(
        "192.168.1.20",
        "IP位址10.1.2.3連線",
        "由140.112.8.116登入",
        "2001:db8::1",
        "fe80::1ff:fe23:4567:890a",
        "IP 1.2.3.4",
        "10.1.2.*",
    ),
    misses=("1.2.3.4", "v12.0.1.3", "256.1.1.1", "12:30:45", "第10.1.2.3節", "113.05.20"),
)
