"""Names of people on networks: mail addresses, IP addresses, LINE ids."""

from random import Random

from .written import Forms, full_width, swapped, variants, words

FIRST_WORDS = words("""
    wang chen lin huang chang lee wu liu tsai yang mei ling hua ming jason kevin amy tina peter sunny happy tiger moon star
""")
SECOND_WORDS = words("chen lin jj tw hsu wei ting yu ann lu 88 cat dog baby sky")
DOMAINS = words("""
    gmail.com gmail.com gmail.com yahoo.com.tw hotmail.com outlook.com msa.hinet.net mail.taipei.gov.tw ms1.ntpc.gov.tw
    icloud.com ntu.edu.tw land.moi.gov.tw seed.net.tw company.com.tw example.org.tw
""")
PUBLIC_NETWORKS = (61, 114, 118, 140, 163, 203, 210, 211, 220)


def user(draw: Random) -> str:
    """A name that a user chooses."""
    first, second, number = draw.choice(FIRST_WORDS), draw.choice(SECOND_WORDS), draw.randint(1, 9999)
    return draw.choice(
        [
            f"{first}.{second}",
            f"{first}_{second}",
            f"{first}-{second}",
            f"{first}{number}",
            f"{first[0]}{draw.randint(1000, 999999)}",
            f"{first}{second}{draw.randint(60, 99)}",
        ]
    )


def email(draw: Random) -> str:
    """A mail address."""
    return f"{user(draw)}@{draw.choice(DOMAINS)}"


def ip4(draw: Random) -> str:
    """An address of version 4, private or public."""
    public = draw.choice(PUBLIC_NETWORKS)
    second, third, fourth = draw.randint(0, 255), draw.randint(0, 255), draw.randint(1, 254)
    return draw.choice(
        [
            f"10.{second}.{third}.{fourth}",
            f"192.168.{third}.{fourth}",
            f"172.{draw.randint(16, 31)}.{third}.{fourth}",
            f"{public}.{second}.{third}.{fourth}",
        ]
    )


def ip6(draw: Random) -> str:
    """An address of version 6, whole or shortened."""
    group = [f"{draw.randint(0, 65535):x}" for _ in range(6)]
    return draw.choice(
        [
            f"2001:b{draw.randint(0, 9)}11:{':'.join(group)}",
            f"fe80::{':'.join(group[:4])}",
            f"2001:288:{group[0]}::{group[1]}",
            f"2404:0:{group[0]}::1",
        ]
    )


def line_id(draw: Random) -> str:
    """A LINE id, of four to twenty signs."""
    while True:
        name = user(draw)
        if 4 <= len(name) <= 20:
            return name


def _with_port(draw: Random) -> str:
    return f"⟦{ip4(draw)}⟧:{draw.choice(['80', '443', '8080'])}"


def _masked_ip(draw: Random) -> str:
    groups = ip4(draw).split(".")
    return ".".join([*groups[:3], draw.choice(["*", "***", "xxx", "x"])])


def _last_sign_kept(address: str) -> str:
    at = address.index("@")
    return f"{address[:2]}****{address[at - 1 :]}"


EMAIL = Forms(
    usual=(email,),
    odd=(
        *variants(email, str.upper, full_width, swapped("@", "＠"), swapped("@", "+gov@")),
        *variants(email, "(⟦{}⟧)", "<⟦{}⟧>", " ⟦{}⟧ ", "mailto:⟦{}⟧", "⟦{}⟧;"),
    ),
    masked=variants(
        email,
        lambda address: f"{address[0]}***{address[address.index('@') :]}",
        lambda address: f"{address[:3]}xxx{address[address.index('@') :]}",
        _last_sign_kept,
    ),
)
IP_ADDRESS = Forms(
    usual=(ip4,),
    odd=(
        ip6,
        ip6,
        *variants(ip6, str.upper),
        *variants(ip4, full_width, "::ffff:{}", "[⟦{}⟧]", "⟦{}⟧/24"),
        _with_port,
    ),
    masked=(_masked_ip, lambda draw: ".".join([*ip4(draw).split(".")[:2], "*", "*"])),
)
LINE_ID = Forms(
    usual=(line_id,),
    odd=variants(line_id, "ID:⟦{}⟧", "LINE: ⟦{}⟧", str.capitalize, full_width),
    masked=variants(line_id, lambda name: f"{name[:2]}***{name[-1]}"),
)
