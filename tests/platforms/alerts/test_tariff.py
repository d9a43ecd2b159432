"""The table of prices: what a broadcast costs on a day, and what in a table cannot be."""

from datetime import date

import pytest

from bot.errors import Misconfigured
from platforms.tariffs.tariff import OURS, Price, Tariff, in_euros, tariff

DAY = date(2026, 11, 24)
SMS = Tariff(
    (
        Price("sms", date(2026, 1, 1), 50_000, "a"),
        Price("sms", date(2026, 7, 1), 40_000, "b"),
        Price("telegram", date(2026, 1, 1), 0, "c"),
        Price("email", date(2026, 1, 1), 1_000, "d"),
    )
)


@pytest.mark.parametrize(
    ("label", "network", "day", "messages", "segments", "micros"),
    [
        ("by segment", "sms", DAY, 10, 20, 800_000),
        ("the day before a price changes", "sms", date(2026, 6, 30), 10, 20, 1_000_000),
        ("the day that it changes", "sms", date(2026, 7, 1), 10, 20, 800_000),
        ("before the first price", "sms", date(2020, 1, 1), 1, 1, 50_000),
        ("by message", "email", DAY, 10, 20, 10_000),
        ("for nothing", "telegram", DAY, 160_000, 160_000, 0),
        ("nobody", "sms", DAY, 0, 0, 0),
        ("a large city", "sms", DAY, 160_000, 480_000, 19_200_000_000),
    ],
)
def test_micros(label, network, day, messages, segments, micros):
    assert SMS.micros(network, day, messages, segments) == micros, label


def test_there_is_no_price_of_certified_mail():
    with pytest.raises(LookupError, match="pec"):
        SMS.at("pec", DAY)


def test_our_table_says_where_each_price_comes_from():
    ours = tariff()
    assert ours.made_up
    assert {price.network for price in ours.prices} == {"sms", "telegram", "email"}
    assert all(price.source for price in ours.prices)
    assert all(price.since <= DAY for price in ours.prices)


@pytest.mark.parametrize(
    ("micros", "shown"),
    [(0, "0.00"), (1, "0.01"), (36_000, "0.04"), (10_000, "0.01"), (1_484_280_000, "1484.28")],
)
def test_what_is_shown_is_never_less_than_what_is_paid(micros, shown):
    assert in_euros(micros) == shown


def written(**changes):
    row = {"network": '"sms"', "since": "2026-01-01", "micros": "50000", "source": '"a contract"', **changes}
    return "[[price]]\n" + "\n".join(f"{name} = {value}" for name, value in row.items() if value) + "\n"


REST = written(network='"email"') + written(network='"telegram"')


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("=", "cannot be read: TOMLDecodeError"),
        ("", "nothing but"),
        ("x = 1\n", "nothing but"),
        ("price = 1\n", "nothing but"),
        (REST, "no price for sms"),
        (REST + written(network='"pec"'), "price 3: network is one of telegram, email, sms"),
        (REST + written(micros="0.05"), "price 3: micros is no int"),
        (REST + written(micros="true"), "price 3: micros is no int"),
        (REST + written(micros="-1"), "price 3: micros are 0 to"),
        (REST + written(micros="50000000"), "price 3: micros are 0 to"),
        (REST + written(source='" "'), "price 3: micros are 0 to"),
        (REST + written(source=""), "price 3 must say network, since, micros, source"),
        (REST + written(since='"soon"'), "price 3: since is no date"),
        (REST + written(since="2026-01-01T00:00:00"), "price 3: since is no date"),
        (REST + written() + written(micros="1"), "two prices of sms since 2026-01-01"),
    ],
)
def test_what_cannot_be_is_named(tmp_path, text, reason):
    file = tmp_path / "prices.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(Misconfigured, match=reason):
        tariff(file)


def test_a_table_of_the_city_is_no_made_up_one(tmp_path):
    file = tmp_path / "prices.toml"
    file.write_text(REST + written(), "utf-8")
    assert not tariff(file).made_up
    assert tariff(file).at("sms", DAY).micros == 50_000
    with pytest.raises(Misconfigured, match="FileNotFoundError"):
        tariff(tmp_path / "nowhere.toml")
    assert OURS.exists()
