"""What visitors see: answers as sentences, numbers as they type them, and a state that is the address."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from elearn.ui.slots import slot

LOAN = "/it/t/loan?m=5000&d=24&t=6&f=50"


def words(page: str) -> str:
    """The page as a reader sees it, without tags and with single spaces."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", "", page))


def fill_turn(sheet: str) -> str:
    """What stands at the foot of an exercise."""
    return "".join(slot("lesson.turn", sheet=sheet))


def read(client: FlaskClient, address: str, status: int = 200) -> str:
    reply = client.get(address)
    assert reply.status_code == status
    return words(reply.text)


@pytest.mark.parametrize("language", ["it", "en", "es", "fr", "de"])
@pytest.mark.parametrize("tool", ["", "loan", "compare", "break-even", "cash-flow"])
def test_every_tool_opens_with_an_example_in_every_language(client: FlaskClient, language: str, tool: str) -> None:
    page = read(client, f"/{language}/t/{tool}")
    assert ("These numbers are an example." in page) == bool(tool)


def test_a_loan_is_answered_in_one_sentence(client: FlaskClient) -> None:
    page = read(client, LOAN)
    assert "You pay 221,60 € per month, for 24 months." in page
    assert "The loan: 5.000 €" in page
    assert "What it costs: 368,49 €" in page
    assert "(APR) is 7,22 %" in page
    assert "These numbers are an example." not in page


@pytest.mark.parametrize("typed", ["5000", "5.000", "5,000", "5 000", "5'000", "5.000,00", "5,000.00", "5 000,00"])
@pytest.mark.parametrize("language", ["it", "en", "fr"])
def test_an_amount_is_understood_however_it_is_written(client: FlaskClient, language: str, typed: str) -> None:
    reply = client.get(f"/{language}/t/loan", query_string={"m": typed, "d": "24", "t": "6", "f": "50"})
    assert re.search(r"221[.,]60", reply.text)
    assert f'value="{typed.replace(chr(39), "&#39;")}"' in reply.text  # what was typed stays as it was typed


def test_an_amount_that_can_mean_two_numbers_is_asked_about(client: FlaskClient) -> None:
    reply = client.get("/it/t/break-even?f=990&p=1.500&v=1&w=0&d=22")
    assert reply.status_code == 422
    assert "can mean two numbers" in reply.text
    links = re.findall(r'href="\?([^"]+)">([^<]+)</a>', reply.text)
    assert [shown for _address, shown in links] == ["1.500", "1,5"]
    chosen = [read(client, "/it/t/break-even?" + address.replace("&amp;", "&")) for address, _shown in links]
    assert ["With 1 sale a month" in chosen[0], "With 1980 sales a month" in chosen[1]] == [True, True]


def test_bad_input_is_explained_beside_its_field_and_nothing_typed_is_lost(client: FlaskClient) -> None:
    reply = client.get("/it/t/loan?m=5&d=zwei&t=6&f=50")
    assert reply.status_code == 422
    assert "Amount: write a number from 100 to 1.000.000." in reply.text
    assert "Duration: write a whole number from 1 to 360." in reply.text
    assert 'value="zwei"' in reply.text
    assert 'id="d-error"' in reply.text
    assert 'aria-describedby="d-hint d-error d-unit"' in reply.text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("m=5000&d=24&t=6&f=5000", "The fees are as high as the loan."),
        ("m=5000&d=24&t=6&g=24", "This must be shorter than the whole loan."),
        ("m=5000&d=2,5&t=6", "Duration: write a whole number from 1 to 360."),
        ("m=&d=24&t=6", "Amount: write a number from 100 to 1.000.000."),
        ("m=5000&d=24&t=-1", "Interest per year: write a number from 0 to 200."),
    ],
)
def test_a_loan_that_cannot_be_is_refused_with_what_to_do(client: FlaskClient, query: str, sentence: str) -> None:
    assert sentence in read(client, f"/it/t/loan?{query}", 422)


def test_grace_fees_and_other_ways_of_repaying(client: FlaskClient) -> None:
    grace = read(client, "/it/t/loan?m=8000&d=48&t=6&f=0&g=6")
    assert "You pay 211,65 € per month, for 42 months." in grace
    assert "Before that you pay 40 € per month, for 6 months." in grace
    assert "You pay 192,88 € per month" in read(client, "/it/t/loan?m=8000&d=48&t=6&e=5")
    assert "You pay 206,67 € at first and 167,34 € at the end" in read(client, "/it/t/loan?m=8000&d=48&t=6&r=linear")
    assert "You pay 40 € per month, and 8.040 € in month 48." in read(client, "/it/t/loan?m=8000&d=48&t=6&r=bullet")


def test_the_schedule_ends_at_zero(client: FlaskClient) -> None:
    rows = re.findall(r'<tr><th scope="row">(\d+)</th>(.*?)</tr>', client.get(LOAN).text)
    assert len(rows) == 24
    assert words(rows[-1][1]).endswith("0 €")


def test_two_offers_are_compared_by_their_yearly_rate(client: FlaskClient) -> None:
    page = read(client, "/it/t/compare?ma=1000&na=10&pa=120&fa=0&mb=1000&nb=10&pb=103&fb=30")
    assert "Offer B is cheaper: 14,12 % a year instead of 50,41 %." in page
    assert "200 €" in page
    assert "60 €" in page


def test_an_offer_without_a_rate_points_at_its_own_field(client: FlaskClient) -> None:
    reply = client.get("/it/t/compare?ma=1000&na=1&pa=120&mb=1000&nb=1&pb=9e9")
    assert reply.status_code == 422
    reply = client.get("/it/t/compare?ma=100&na=1&pa=1000000&mb=1000&nb=10&pb=120")
    assert reply.status_code == 422
    assert '<a href="#pa">No yearly rate fits these numbers.' in reply.text


def test_break_even_says_how_many_sales_a_day(client: FlaskClient) -> None:
    page = read(client, "/it/t/break-even?f=990&p=15&v=4&w=1210&d=25")
    assert "With 90 sales a month you cover your costs." in page
    assert "To have 1.210 € for yourself you need 200 sales." in page
    assert "That is about 8 a day, on 25 working days." in page
    assert "The price must be higher" in read(client, "/it/t/break-even?f=990&p=4&v=4", 422)


def test_the_month_below_zero_is_named(client: FlaskClient) -> None:
    page = read(client, "/it/t/cash-flow")
    assert "Month 3 ends below zero. At the worst 150 € are missing." in page
    enough = read(client, "/it/t/cash-flow?o=2150&n=6&i1=1200&x1=2600&i2=1800&x2=1900&i3=2100&x3=2750")
    assert "No month ends below zero. At the end 0 € are left." in enough


def test_more_months_keep_what_was_typed(client: FlaskClient) -> None:
    page = client.get("/it/t/cash-flow?o=10&n=12&i1=7").text
    assert 'name="x12"' in page
    assert 'name="x13"' not in page
    assert re.search(r'name="i1" value="7"', page)
    assert client.get("/it/t/cash-flow?o=10&n=7").status_code == 422


def test_the_address_is_the_state_in_every_language(client: FlaskClient) -> None:
    assert 'href="/fr/t/loan?m=5000&amp;d=24&amp;t=6&amp;f=50"' in client.get(LOAN).text
    assert "Set-Cookie" not in client.get(LOAN, headers={"Accept-Language": "it"}).headers


def test_an_exercise_offers_the_calculators_for_its_sheet(app: Flask) -> None:
    with app.test_request_context("/it/"):
        app.preprocess_request()
        loan, logframe = (fill_turn(sheet) for sheet in ("loan", "logframe"))
    assert re.findall(r'href="([^"]+)"', loan) == ["/it/t/loan", "/it/t/compare"]
    assert logframe == ""


def test_the_whole_offer_can_be_written_down(client: FlaskClient) -> None:
    percent = read(client, "/it/t/loan?m=8000&d=48&t=6&p=1,875")
    assert "(APR) is 7,20 %" in percent
    financed = read(client, "/it/t/loan?m=8000&d=48&t=6&f=150&w=y")
    assert "You pay 191,40 € per month" in financed
    optional = read(client, "/it/t/loan?m=8000&d=48&t=6&f=150&o=5")
    assert "Optional costs come on top: 240 €." in optional
    assert "(APR) is 7,20 %" in optional
    assert "(APR) is 6,00 %" in read(client, "/it/t/loan?m=8000&d=48&t=6&k=effective")


def test_days_are_shown_and_counted_when_they_are_known(client: FlaskClient) -> None:
    page = client.get("/it/t/loan?m=8000&d=48&t=6&s=2026-01-01&a=2026-03-31").text
    assert "31/03/26" in page
    assert "You pay 187,88 € per month, for 48 months." in words(page)
    assert "The first payment also holds 79,45 € of interest" in words(page)
    assert "(APR) is 6,16 %" in words(page)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ("a=2026-03-31", "Write also the day on which you get the money."),
        ("s=2026-03-31&a=2026-03-31", "The first instalment comes after the money, within two years."),
        ("s=2026-03-31&a=9999-12-31", "The first instalment comes after the money, within two years."),
    ],
)
def test_days_that_do_not_fit_are_explained(client: FlaskClient, days: str, sentence: str) -> None:
    assert sentence in read(client, f"/it/t/loan?m=8000&d=48&t=6&{days}", 422)


@pytest.mark.parametrize(
    "address",
    [
        "loan?m=100&d=1&t=0&f=90&e=20",
        "loan?m=100&d=12&t=0&e=1000000",
        "loan?m=8000&d=360&t=6&s=9999-01-01&a=9999-02-01",
        "loan?m=8000&d=360&t=6&s=0001-01-01&a=0001-02-01",
        "loan?m=8000&t=6&d=48&r=fixed&z=40",
        "loan?m=1000000&t=200&d=360&r=fixed&z=0.01",
        "loan?m=8000&t=6&d=48&r=other&k=other",
        "loan?m=NaN&t=Infinity&d=1e3",
        "break-even?f=1000000&p=1&v=0,99999999999999999999&w=1000000&d=1",
        "compare?ma=100&na=1&pa=50&fa=100&mb=1&nb=360&pb=1000000",
        "cash-flow?n=37",
        "cash-flow?n=x&i1=y",
    ],
)
def test_whatever_is_typed_gets_an_answer_that_says_what_to_do(client: FlaskClient, address: str) -> None:
    reply = client.get(f"/it/t/{address}")
    assert reply.status_code == 422
    assert 'class="errs"' in reply.text


def test_a_month_that_is_no_longer_shown_stops_nobody(client: FlaskClient) -> None:
    assert "No month ends below zero" in read(client, "/it/t/cash-flow?o=5&n=6&i36=zz")


def test_what_others_add_to_an_address_changes_nothing(client: FlaskClient) -> None:
    assert "These numbers are an example." in read(client, "/it/t/loan?utm_source=x")


def test_an_instalment_of_ones_choice_decides_the_duration(client: FlaskClient) -> None:
    page = read(client, "/it/t/loan?m=8000&d=48&t=6&r=fixed&z=200")
    assert "You pay 200 € per month, for 45 months." in page
    assert "The last payment takes the rest: 148,13 €." in page


def test_the_first_of_falling_instalments_holds_its_fee(client: FlaskClient) -> None:
    page = read(client, "/it/t/loan?m=8000&d=48&t=6&e=5&g=6&r=linear")
    assert "You pay 235,48 € at first and 196,27 € at the end, for 42 months." in page
    assert "Before that you pay 45 € per month, for 6 months." in page


def test_a_single_payment_is_named_as_one(client: FlaskClient) -> None:
    assert "You pay 8.040 € once." in read(client, "/it/t/loan?m=8000&d=1&t=6&r=bullet")


def test_expected_sales_have_a_margin_of_safety(client: FlaskClient) -> None:
    address = "/it/t/break-even?f=990&p=15&v=4&w=0&d=25&x="
    assert "Sales may fall by 55,00 %" in read(client, address + "200")
    assert "do not cover the costs yet" in read(client, address + "80")
