"""Doing in a browser what a person does: answering whatever question is on the page."""

from playwright.sync_api import Locator, Page


def answer_anything(form: Locator) -> None:
    """Fill a question's form with some complete answer."""
    for select in form.locator("select").all():
        options = select.locator("option").evaluate_all("list => list.map(o => o.value).filter(v => v)")
        if not select.input_value():
            select.select_option(options[0])
    names = form.locator("input[type=radio]").evaluate_all("list => [...new Set(list.map(i => i.name))]")
    for name in names:
        form.locator(f"input[type=radio][name='{name}']").first.check()
    names = form.locator("input[type=checkbox]").evaluate_all("list => [...new Set(list.map(i => i.name))]")
    for name in names:
        form.locator(f"input[type=checkbox][name='{name}']").first.check()
    for text in form.locator("input[type=text], input:not([type]), textarea").all():
        if not text.input_value():
            is_number = text.get_attribute("inputmode") in ("decimal", "numeric")
            text.fill("1" if is_number else "Buyers accept dried vegetables")


def question_form(page: Page) -> Locator:
    """The form of the question on this page."""
    return page.locator("section.quiz form").first


def press(target: Locator) -> None:
    """Click something that leads to another page, and wait for that page: a click alone waits for nothing."""
    with target.page.expect_navigation():
        target.click()


def save(page: Page) -> None:
    """Press the button that saves the answer."""
    press(question_form(page).locator("button.b:not(.b2)").first)


def tab_to(page: Page, selector: str, *, most: int = 120) -> None:
    """Press Tab until the focus is on something. AssertionError if it never is."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"The keyboard never reaches {selector}")
