"""What people come to do, from start to end, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.acting import answer_anything, press, question_form, save, tab_to
from tests.browser.conftest import NewPage, sign_in

pytestmark = pytest.mark.browser

QUIZ = "/m/logical-framework/quiz"


def test_a_guest_reads_and_answers_without_javascript(new_page: NewPage) -> None:
    page = new_page(scripts=False)
    page.goto("/")
    expect(page).to_have_url(re.compile("/it/$"))
    page.goto("/it/m/idea-to-business/decide")
    answer_anything(question_form(page))
    save(page)
    expect(page.locator("section.quiz .why").first).to_be_visible()
    press(page.locator("nav.pn form button"))
    expect(page).to_have_url(re.compile("/it/m/idea-to-business/remember-and-do$"))
    page.goto("/it/learn/?path=entrepreneurs")
    expect(page.locator("main")).to_contain_text("1")
    expect(page.locator(".book .sq i.d")).to_have_count(1)


def test_a_quiz_that_begins_in_french_ends_in_italian(new_page: NewPage) -> None:
    page = new_page(language="fr-FR", signed_in="marta")
    page.goto(f"/fr{QUIZ}")
    press(page.locator("main form button").first)
    expect(page).to_have_url(re.compile(r"/fr/.*/attempts/\d+/1$"))
    for position in range(1, 13):
        address = page.url
        if position == 7:
            page.goto(address.replace("/fr/", "/it/"))
        before = question_form(page).locator("option, .op").all_inner_texts()
        assert before or question_form(page).locator("input, textarea").count()
        answer_anything(question_form(page))
        save(page)
    expect(page).to_have_url(re.compile(r"/it/.*/hand-in$"))
    press(page.locator("main form button").first)
    expect(page).to_have_url(re.compile(r"/it/.*/attempts/\d+(#result)?$"))
    expect(page.locator("main section h2")).to_have_count(12)
    page.goto(f"/it{QUIZ}")
    expect(page.locator("main")).to_contain_text("%")


def test_signing_up_keeps_what_a_guest_did(new_page: NewPage) -> None:
    page = new_page(language="es-ES")
    page.goto("/es/m/logical-framework/what-for")
    answer_anything(question_form(page))
    save(page)
    press(page.locator("nav.pn form button"))
    page.goto("/es/sign-up")
    page.fill("#name", "Fatou Ndiaye")
    page.fill("#identity", "fatou.ndiaye")
    page.fill("#password", "un treno di notte")
    press(page.locator("main form button.b").first)
    page.goto("/es/m/logical-framework/")
    expect(page.locator(".side .sq i.d")).to_have_count(1)
    page.goto("/es/m/logical-framework/what-for")
    expect(page.locator("section.quiz .why").first).to_be_visible()


def test_the_keyboard_alone_leads_through_a_lesson_and_a_question(new_page: NewPage) -> None:
    page = new_page(width=1280, signed_in="carla")
    page.goto("/it/m/logical-framework/assumptions")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    tab_to(page, "nav.pn form button")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/test-and-repair$"))
    page.goto(f"/it{QUIZ}")
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/attempts/\d+/1$"))
    page.goto(page.url.removesuffix("/1") + "/2")
    tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")
    tab_to(page, "section.quiz button.b")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/attempts/\d+/3$"))


def test_every_answer_survives_signing_out_and_another_day(new_page: NewPage) -> None:
    page = new_page(signed_in="admin")
    page.goto(f"/it{QUIZ}")
    press(page.locator("main form button").first)
    page.goto(re.sub(r"/\d+$", "/2", page.url))
    question_form(page).locator("input[type=radio]").nth(1).check()
    save(page)
    again = new_page()
    sign_in(again, "admin")
    again.goto(f"/de{QUIZ}/attempts/1/2")
    expect(question_form(again).locator("input[type=radio]").nth(1)).to_be_checked()


def test_an_answer_is_kept_while_the_connection_is_lost(new_page: NewPage) -> None:
    page = new_page(language="de-DE")
    page.goto(f"/de{QUIZ}")
    press(page.locator("main form button").first)
    page.goto(re.sub(r"/\d+$", "/2", page.url))
    page.context.set_offline(True)
    question_form(page).locator("label.op").nth(0).click()
    status = page.locator("section.quiz [role=status]")
    expect(status).not_to_be_empty()
    offline_words = status.inner_text()
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(status).not_to_have_text(offline_words)
    page.reload()
    expect(question_form(page).locator("input[type=radio]").nth(0)).to_be_checked()


def test_escape_closes_the_language_menu(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/it/")
    menu = page.locator("details.menu").first
    menu.locator("summary").click()
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")


def test_a_double_click_starts_one_attempt(new_page: NewPage) -> None:
    page = new_page(language="en-GB")
    page.goto(f"/en{QUIZ}")
    page.locator("main form button").first.dblclick()
    page.wait_for_url(re.compile(r"/attempts/1/\d+$"))
    page.goto(f"/en{QUIZ}")
    assert page.locator("main a[href*='/attempts/2']").count() == 0


def test_a_checklist_remembers_its_ticks_on_the_device_in_every_language(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/it/m/microcredit-finance/checklist")
    boxes = page.locator("[data-ticks] input[type=checkbox]")
    expect(boxes).to_have_count(10)
    page.locator("[data-ticks] label").nth(3).click()
    page.goto("/fr/m/microcredit-finance/checklist")
    expect(boxes.nth(3)).to_be_checked()
    expect(boxes.nth(0)).not_to_be_checked()
