"""Markdown becomes HTML that is right."""

from threading import Thread

import pytest

from elearn.markup.render import Link, TextFlow, render_footnotes, render_inline, render_prose


def known(scheme: str, target: str) -> Link | None:
    return Link(f"/it/glossary#{target}", scheme) if target.startswith("out") else None


def test_headings_get_ids_that_no_page_uses_and_stay_below_the_title() -> None:
    flow = TextFlow()
    assert render_prose("## Perché sì?", flow) == '<h2 id="s-perche-si">Perché sì?</h2>'
    assert render_prose("# Perché *sì*", flow) == '<h2 id="s-perche-si-2">Perché <em>sì</em></h2>'
    assert render_prose("## Perché sì 2", flow) == '<h2 id="s-perche-si-2-2">Perché sì 2</h2>'
    assert render_prose("###### 目的", flow) == '<h4 id="s-section">目的</h4>'


def test_references_lead_where_the_caller_says() -> None:
    html = render_prose(
        "[Esito](term:outcome), [no](lesson:gone/x) e [fuori](https://example.org/?a=1&b=2).", TextFlow(known)
    )
    assert html == (
        '<p><a class="term" href="/it/glossary#outcome">Esito</a>, no e '
        '<a href="https://example.org/?a=1&amp;b=2">fuori</a>.</p>'
    )


def test_footnotes_are_numbered_across_blocks_and_lead_back() -> None:
    flow = TextFlow(footnotes={"a": "Prima, vedi [^b].", "b": "Seconda", "unused": "Mai"})
    assert "fnref-1" in render_prose("Uno.[^b]", flow)
    second = render_prose("Due.[^a] Ancora.[^b] E [^nessuna].", flow)
    assert 'href="#fn-2"' in second
    assert 'id="fnref-1-2"' in second
    assert "[^nessuna]" in second
    notes = render_footnotes(flow, lambda number: f"Torna alla nota {number}")
    assert notes.startswith('<ol class="footnotes"><li id="fn-1"><p>Seconda <a class="back" href="#fnref-1"')
    assert 'aria-label="Torna alla nota 2"' in notes
    assert "Mai" not in notes


def test_a_text_without_references_has_no_list_of_footnotes() -> None:
    assert render_footnotes(TextFlow(footnotes={"a": "x"}), str) == ""


def test_columns_of_numbers_stand_at_the_end_of_their_cells() -> None:
    rows = (
        "| Mese | Restano | Poi |",
        "| --- | --- | --- |",
        "| 1 | 1.150 | ? |",
        "| 2 | **−150** | 7 % |",
        "| 3 | | |",
    )
    html = render_prose("\n".join(rows))
    assert '<th class="end" scope="col">Restano</th>' in html
    assert html.count('class="end"') == 4


def test_a_table_can_be_scrolled_and_says_what_its_columns_are() -> None:
    html = render_prose("| a | b |\n| --- | ---: |\n| x | 3 |")
    assert html.startswith('<div class="table" tabindex="0">')
    assert '<th class="end" scope="col">b</th>' in html
    assert "style=" not in html
    assert "align=" not in html


def test_raw_html_is_shown_as_text() -> None:
    assert render_prose("<b>x</b> & <!-- y --> &amp; a < b") == (
        "<p>&lt;b&gt;x&lt;/b&gt; &amp; &lt;!-- y --&gt; &amp; a &lt; b</p>"
    )
    assert render_prose("<div>\n\n*x*\n\n</div>") == "<p>&lt;div&gt;</p>\n<p><em>x</em></p>\n<p>&lt;/div&gt;</p>"


@pytest.mark.parametrize("text", ["![pixel](https://evil.example/p.png)", "![x](data:image/png;base64,AA)"])
def test_pictures_are_refused(text: str) -> None:
    assert "<img" not in render_prose(text)


def test_text_that_looks_like_a_link_definition_stays_visible() -> None:
    assert "[a]: https://example.org" in render_prose("[a]: https://example.org")


def test_inline_words_never_become_blocks() -> None:
    assert render_inline("1. *uno*\n\n# due - `tre`") == "1. <em>uno</em> # due - <code>tre</code>"
    assert (
        render_inline("Il [nostro](term:outcome)", known) == 'Il <a class="term" href="/it/glossary#outcome">nostro</a>'
    )
    assert render_inline("") == ""


def test_two_threads_do_not_disturb_each_other() -> None:
    wrong: list[str] = []

    def work(name: str) -> None:
        for _ in range(30):
            html = render_prose(f"## {name}\n\n[x](term:outcome) {name}", TextFlow(known))
            if html.count(name) != 3:  # id, heading, paragraph
                wrong.append(html)

    threads = [Thread(target=work, args=(f"name{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
