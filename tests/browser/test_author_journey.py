"""A trainer writes a module in Italian, translates it into Spanish, publishes it, and changes a sentence.

All of it in a browser: without a script, and with one on a phone.
"""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.acting import press
from tests.browser.conftest import NewPage

pytestmark = pytest.mark.browser

TITLES = {True: "Le api sul telefono", False: "Le api sulla carta"}
LESSONS = ("Il miele", "La cera", "Il volo")
KINDS = ("Several right options", "True or false", "A number", "Put in order")  # and the one that a quiz begins with
SENTENCE, BETTER = "Le api fanno il miele in estate.", "Le api fanno il miele da maggio a luglio."
SPANISH, REDONE = "Las abejas hacen la miel en verano.", "Las abejas hacen la miel de mayo a julio."


def begin(page: Page, title: str) -> str:
    """A module with three lessons; returns its address."""
    page.goto("/en/teach/modules")
    press(page.locator("main a:text-is('A new module')"))
    page.fill("#title", title)
    page.fill("#summary", "Sai che cosa fanno le api.")
    page.select_option("#source", "it")
    press(page.locator("main button:text-is('Begin the module')"))
    for lesson in LESSONS:
        page.fill("#title", lesson)
        page.fill("#minutes", "10")
        press(page.locator("main button:text-is('Add a lesson')"))
        expect(page.locator("main")).to_contain_text(lesson)
    return page.url.partition("#")[0]


def upload_a_picture(page: Page, module: str) -> None:
    data = BytesIO()
    Image.radial_gradient("L").resize((640, 400)).convert("RGB").save(data, "PNG")
    page.goto(f"{module}media/")
    picture = {"name": "alveare.png", "mimeType": "image/png", "buffer": data.getvalue()}
    page.set_input_files("input[type=file]", [picture])  # type: ignore[list-item]
    press(page.locator("main button:text-is('Upload')"))
    expect(page.locator("main")).to_contain_text("alveare.webp")


def open_lesson(page: Page, module: str, lesson: str) -> None:
    page.goto(module)
    press(page.locator(f"main a:text-is('{lesson}')"))


def write(page: Page, text: str) -> None:
    """Add a block of text at the end of the open lesson."""
    press(page.locator(".add a:text-is('Text')").last)
    page.fill("textarea[name=text]", text)
    press(page.locator("main button[value=save]"))
    expect(page.locator("textarea[name=text]")).to_have_count(0)


def show_the_picture(page: Page) -> None:
    press(page.locator(".add a:text-is('Picture')").last)
    page.check("input[name=title][value='alveare.webp']")
    page.fill("textarea[name=alt]", "Un alveare tra i fiori.")
    press(page.locator("main button[value=save]"))
    expect(page.locator("main img[src*=alveare]").first).to_be_visible()


def write_questions(page: Page, module: str) -> None:
    """A quiz of five questions, each of another kind."""
    page.goto(module)
    press(page.locator("main a:text-is('Add a quiz')"))
    press(page.locator("main button:text-is('Make the quiz')"))
    quiz = page.url
    press(page.locator("main ol a, main li a").filter(has_text="Not written yet"))
    fill_in(page)
    for kind in KINDS:
        page.goto(quiz)
        press(page.locator(f"main button:text-is('{kind}')"))
        fill_in(page)
    page.goto(quiz)
    expect(page.locator("main")).to_contain_text("5 questions")
    expect(page.locator("main")).not_to_contain_text("missing")


def fill_in(page: Page) -> None:
    """Write something into every field of a question, and save it."""
    for number, area in enumerate(page.locator("main form textarea:visible").all()):
        area.fill(f"Frase numero {number}.")
    for name, text in (("right", "12"), ("tolerance", "1"), ("unit", "kg")):
        if page.locator(f"input[type=text][name={name}]").count():
            page.fill(f"input[type=text][name={name}]", text)
    if page.locator("input[name=right]:not([type=text])").count():
        page.locator("input[name=right]:not([type=text])").first.check()
    press(page.locator("main button:text-is('Save')").last)
    expect(page.locator("main .err")).to_have_count(0)


def publish(page: Page, module: str, note: str) -> None:
    page.goto(f"{module}publish")
    page.fill("textarea[name=note]", note)
    press(page.locator("main button:text-is('Publish now')"))
    expect(page.locator("main")).to_contain_text("ublished")


def translate_everything(page: Page, module: str) -> None:
    """Cover, lessons and quiz into Spanish, each with one button at the end of its page."""
    board = module.replace("/m/", "/translations/modules/").rstrip("/")
    page.goto(board)
    desks = page.locator("main a[href*='translate?to=es']").evaluate_all("links => links.map(link => link.href)")
    assert len(desks) == 1 + len(LESSONS) + 1
    for desk in desks:
        page.goto(desk)
        for number, area in enumerate(page.locator("textarea[name^='w-']").all()):
            source = SPANISH if "/il-miele/" in desk and number == 1 else f"Frase {number} en español."
            area.fill(source if not area.input_value() else area.input_value())
        press(page.locator("main button:text-is('Everything is done')"))
        parts = page.locator("section.seg").count()
        expect(page.locator("#progress")).to_contain_text(f"{parts} of {parts} parts")


@pytest.mark.timeout(180)
@pytest.mark.parametrize("scripts", [False, True], ids=["without script", "with script on a phone"])
def test_a_module_is_written_translated_published_and_changed(new_page: NewPage, *, scripts: bool) -> None:
    page = new_page(width=360 if scripts else 1280, scripts=scripts, language="en-GB", signed_in="marta")
    module = begin(page, TITLES[scripts])
    upload_a_picture(page, module)
    open_lesson(page, module, "Il miele")
    write(page, SENTENCE)
    show_the_picture(page)
    for lesson in LESSONS[1:]:
        open_lesson(page, module, lesson)
        write(page, f"{lesson} è importante.")
    write_questions(page, module)
    translate_everything(page, module)
    publish(page, module, "La prima edizione")
    address = module.replace("/en/teach/", "/{}/") + "il-miele"
    reader = new_page(language="es-ES")
    reader.goto(address.format("es"))
    expect(reader.locator("main")).to_contain_text(SPANISH)
    expect(reader.locator("main img[src*=alveare]")).to_be_visible()
    change_a_sentence(page, module)
    publish(page, module, "Una frase più precisa")
    reader.goto(address.format("es"))
    expect(reader.locator("main")).to_contain_text(REDONE)
    reader.goto(address.format("it"))
    expect(reader.locator("main")).to_contain_text(BETTER)


def change_a_sentence(page: Page, module: str) -> None:
    """One sentence in Italian, and its Spanish block again."""
    open_lesson(page, module, "Il miele")
    press(page.locator(".bk header a").filter(has_text="edit block 1"))
    page.fill("textarea[name=text]", BETTER)
    press(page.locator("main button[value=save]"))
    expect(page.locator("textarea[name=text]")).to_have_count(0)
    page.goto(f"{module}il-miele/translate?to=es")
    expect(page.locator("main")).to_contain_text("out of date")
    area = page.locator("textarea[name^='w-']").filter(has_text=SPANISH)
    area.fill(REDONE)
    press(page.locator("main button[name=do][value^=done]").nth(1))
    expect(page.locator("main")).not_to_contain_text("out of date")
