"""Settings of a proxy: labkit calls nobody, and a proxy may stand between the browser and the notebook on this computer."""

from __future__ import annotations

from labkit.sessions.doctor.check import GOOD, MIND, Answer, Check, Machine

PROXIES = ("http_proxy", "https_proxy", "all_proxy")
HERE = ("localhost", "127.0.0.1")


def measure(machine: Machine) -> tuple[bool, bool]:
    """Return whether a proxy is set, and whether this computer itself is kept from it; nothing is called."""
    told = {name.lower(): value for name, value in machine.environ.items()}
    proxied = any(told.get(name) for name in PROXIES)
    spared = told.get("no_proxy", "")
    return proxied, spared.strip() == "*" or all(one in spared for one in HERE)


def judge(told: tuple[bool, bool]) -> Answer:
    """Answer whether the notebook's page is reached without a detour."""
    proxied, spared = told
    if proxied and not spared:
        then = "labkit 不需要網路。若瀏覽器打不開筆記本，請設定 NO_PROXY=localhost,127.0.0.1。"
        return Answer(MIND, "設有代理伺服器，但沒有排除本機。", then)
    return Answer(GOOD, "不需要網路，也沒有代理伺服器擋在本機前面。")


check = Check(
    "離線使用", "offline", measure, judge, (((False, False), GOOD), ((True, True), GOOD), ((True, False), MIND))
)
