"""Every page of the course opens, is sound, and stays light. (The client of the tests validates each page.)"""

import pytest
from flask import Flask

from elearn.catalogue.rules.values import Module
from tests.content.shipped import library

#: Where the words come from, and where they are longest.
LANGUAGES = ("it", "de")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "module", [module for module in library().modules.values() if module.lessons], ids=lambda module: module.id
)
def test_the_pages_of_a_module_are_sound_and_light(product: Flask, module: Module, language: str) -> None:
    client = product.test_client()
    addresses = ["", *(lesson.id for lesson in module.lessons), "quiz"]
    assert {address: client.get(f"/{language}/m/{module.id}/{address}").status_code for address in addresses} == (
        dict.fromkeys(addresses, 200)
    )
