"""A timing that is made up: a counter of a land office."""

from labkit.core.yaml import parse
from labkit.poc.timing.spec import TimingSpec

YAML = """
version: 1
id: fee_minutes
name: 免填規費試算表後的收件時間
what: 土地登記案件在櫃檯收件（不含補正、不含等候叫號）
starts: 櫃員按下叫號、號碼跳到這一號的那一刻
ends: 櫃員把收據交到民眾手上的那一刻
whose: 櫃員
by: 不在這個櫃檯值班的同仁，一人一支碼錶
effect: 5
sd: 6
counters: [1號櫃檯, 2號櫃檯, 3號櫃檯]
slots: ["09:00-10:00", "10:00-11:00", "14:00-15:00"]
arrivals: 6
case_types: [買賣移轉, 抵押權設定, 抵押權塗銷, 其他]
before: {from: 2025-02-10, to: 2025-02-27}
after: {from: 2025-04-07, to: 2025-04-25}
changed: 2025-03-17
"""


def spec(**changes):
    told = parse(YAML).value | {name: value for name, value in changes.items() if value is not None}
    return TimingSpec.model_validate({name: one for name, one in told.items() if changes.get(name, 0) is not None})
