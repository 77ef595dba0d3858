"""What the rules of people, passwords, cards and names decide."""

import secrets
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.accounts import rules
from elearn.accounts.denied_passwords import DENIED
from elearn.accounts.rules import STRANGER, IdentityProblem, PasswordProblem, Person, Role


def person(role: Role) -> Person:
    return Person(1, "p", "n", role, None, None, 1)


@pytest.mark.parametrize(
    ("who", "known", "signed_in", "staff", "administrator"),
    [
        (STRANGER, False, False, False, False),
        (person(Role.GUEST), True, False, False, False),
        (person(Role.LEARNER), True, True, False, False),
        (person(Role.TRAINER), True, True, True, False),
        (person(Role.COORDINATOR), True, True, True, False),
        (person(Role.ADMINISTRATOR), True, True, True, True),
        (Person(None, "", "", Role.ADMINISTRATOR, None, None, None), False, False, False, False),
    ],
)
def test_who_may(who: Person, known: bool, signed_in: bool, staff: bool, administrator: bool) -> None:
    assert rules.anyone(who)
    assert rules.known(who) is known
    assert rules.signed_in(who) is signed_in
    assert rules.staff(who) is staff
    assert rules.administrator(who) is administrator
    assert who.is_anonymous is not signed_in


@pytest.mark.parametrize(
    ("wrong_tries", "minutes"),
    [(0, 0), (1, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 16), (10, 32), (11, 60), (12, 60), (10_000, 60)],
)
def test_the_fifth_wrong_try_locks_and_each_next_one_locks_longer(wrong_tries: int, minutes: int) -> None:
    assert rules.lock_after(wrong_tries) == timedelta(minutes=minutes)


def test_wrong_tries_are_forgotten_after_a_quiet_day() -> None:
    moment = datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert rules.tries_that_count(7, moment - timedelta(hours=24), moment) == 7
    assert rules.tries_that_count(7, moment - timedelta(hours=24, seconds=1), moment) == 0


@pytest.mark.parametrize(
    ("role", "open_days", "idle_days", "over"),
    [
        (Role.LEARNER, 0, 0, False),
        (Role.LEARNER, 40, 30, False),
        (Role.LEARNER, 40, 31, True),
        (Role.LEARNER, 180, 0, False),
        (Role.LEARNER, 181, 0, True),
        (Role.GUEST, 181, 0, False),
    ],
)
def test_a_session_ends_when_it_is_idle_or_old(role: Role, open_days: int, idle_days: int, over: bool) -> None:
    moment = datetime(2026, 11, 22, 9, tzinfo=UTC)
    opened, seen = moment - timedelta(days=open_days), moment - timedelta(days=idle_days)
    assert rules.session_is_over(role, opened, seen, moment, timedelta(days=30)) is over


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("un treno blu", None),
        ("elevenchars", PasswordProblem.TOO_SHORT),
        ("quaderno", PasswordProblem.TOO_SHORT),
        ("x" * 257, PasswordProblem.TOO_LONG),
        ("aaaaaaaaaaaa", PasswordProblem.WELL_KNOWN),
        ("121212121212", PasswordProblem.WELL_KNOWN),
        ("123456789012", PasswordProblem.WELL_KNOWN),
        ("Password12345", PasswordProblem.WELL_KNOWN),
        ("passwordpassword", PasswordProblem.WELL_KNOWN),
        ("Contraseña2026", PasswordProblem.WELL_KNOWN),
        ("motdepasse!!!", PasswordProblem.WELL_KNOWN),
        ("PasswortPasswort1", PasswordProblem.WELL_KNOWN),
        ("ciaociaociao", PasswordProblem.WELL_KNOWN),
        ("qwertyuiop123", PasswordProblem.WELL_KNOWN),
        ("Fußball123456", PasswordProblem.WELL_KNOWN),
        ("amina diallo 1", None),
        ("amina@example.org", PasswordProblem.WELL_KNOWN),
        ("Amina Diallo N.", PasswordProblem.WELL_KNOWN),
        ("839201746532", None),
        ("!!!!????....", None),
        ("密码密码密码一二三四五六", None),
        ("correct horse battery", None),
    ],
)
def test_passwords_have_a_length_and_are_not_the_first_to_be_guessed(
    password: str, problem: PasswordProblem | None
) -> None:
    assert rules.password_problem(password, ("Amina Diallo N.", "Amina@example.org")) == problem


def test_the_deny_list_is_written_as_it_is_compared() -> None:
    assert {rules.fold_identity(word) for word in DENIED} == DENIED


def test_a_password_is_the_same_however_the_keyboard_composes_it() -> None:
    assert rules.spell_password("cafe\u0301") == rules.spell_password("café")


def test_card_codes_have_no_letters_that_look_alike_and_no_vowels() -> None:
    assert not set(rules.CARD_ALPHABET) & set("AEIOUBDGQSVNZ01258")
    code = rules.new_card_code(secrets.choice)
    assert len(code) == 8
    assert set(code) <= set(rules.CARD_ALPHABET)


@pytest.mark.parametrize(
    "typed", ["CFHJ-3467", "cfhj3467", " cfhj 3467 ", "c f h j 3 4 6 7", "ＣＦＨＪ－３４６７", "CFHJ–3467"]
)
def test_a_card_code_may_be_typed_in_many_ways(typed: str) -> None:
    assert rules.read_card_code(typed) == "CFHJ3467"
    assert rules.print_card_code("CFHJ3467") == "CFHJ-3467"


@pytest.mark.parametrize(
    ("typed", "pin"), [("204 618", "204618"), ("٢٠٤٦١٨", "204618"), ("২০৪৬১৮", "204618"), ("", "")]
)
def test_a_pin_may_be_typed_with_spaces_or_in_another_script(typed: str, pin: str) -> None:
    assert rules.read_pin(typed) == pin


def test_a_pin_is_never_one_that_people_guess_first() -> None:
    digits = iter("000000" + "112112" + "123456" + "987654" + "204618")
    assert rules.new_pin(lambda _alphabet: next(digits)) == "204618"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Amina   Diallo ", "Amina Diallo"),
        ("O'Brien-Şahin", "O'Brien-Şahin"),
        ("ኣስመሮም ገብረ", "ኣስመሮም ገብረ"),
        ("রফিকুল ইসলাম", "রফিকুল ইসলাম"),
        ("محمد علی", "محمد علی"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Li", "Li"),
        ("X", "X"),
        ("👩🏾 Awa", "👩🏾 Awa"),
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("two\nlines", "two lines"),
        ("<b>Bold</b>", "<b>Bold</b>"),
        ("cafe\u0301", "café"),
        (" \u200d\u200b \n", ""),
        ("n" * 200, "n" * 80),
    ],
)
def test_names_of_any_script_are_kept_and_only_invisible_characters_go(typed: str, name: str) -> None:
    assert rules.clean_name(typed) == name


@given(st.text(max_size=300))
def test_cleaning_a_name_twice_changes_nothing(text: str) -> None:
    once = rules.clean_name(text)
    assert rules.clean_name(once) == once
    assert len(once) <= rules.LONGEST_NAME
    assert "\n" not in once


@given(st.text(max_size=300))
def test_identities_have_one_spelling(text: str) -> None:
    once = rules.fold_identity(text)
    assert rules.fold_identity(once) == once


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("amina", None),
        ("Amina Diallo", None),
        ("রফিক", None),
        ("ab", IdentityProblem.TOO_SHORT),
        ("n" * 41, IdentityProblem.TOO_LONG),
        ("amina@example.org", None),
        ("AMINA@EXAMPLE.ORG", None),
        ("josé@exämple.org", None),
        ("amina@", IdentityProblem.NOT_AN_EMAIL),
        ("@amina", IdentityProblem.NOT_AN_EMAIL),
        ("amina@localhost", IdentityProblem.NOT_AN_EMAIL),
        ("a b@example.org", IdentityProblem.NOT_AN_EMAIL),
        ("a@b@example.org", IdentityProblem.NOT_AN_EMAIL),
        ("a" * 250 + "@example.org", IdentityProblem.TOO_LONG),
    ],
)
def test_an_identity_is_an_address_or_a_user_name(typed: str, problem: IdentityProblem | None) -> None:
    assert rules.identity_problem(rules.fold_identity(typed)) == problem


@pytest.mark.parametrize(
    ("user_agent", "label"),
    [
        (
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36",
            "Chrome, Android",
        ),
        (
            "Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 SamsungBrowser/20.0 Chrome/106 Safari",
            "Samsung Internet, Android",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) CriOS/130 Mobile Safari/604.1", "Chrome, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.0 Safari/605.1", "Safari, macOS"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_browser_has_a_name_that_people_recognise(user_agent: str, label: str) -> None:
    assert rules.browser_label(user_agent) == label
