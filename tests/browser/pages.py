"""The pages that every check in a browser looks at."""

PUBLIC = (
    "/",
    "/p/operators/",
    "/p/entrepreneurs/",
    "/m/logical-framework/",
    "/m/stakeholders/",
    "/m/logical-framework/what-for",
    "/m/logical-framework/four-levels",
    "/m/idea-to-business/remember-and-do",
    "/m/microcredit-finance/checklist",
    "/m/microcredit-fundamentals/cost-of-credit",
    "/m/logical-framework/quiz",
    "/learn/",
    "/learn/why/logical-framework",
    "/glossary",
    "/t/",
    "/t/loan",
    "/t/cash-flow",
    "/help/",
    "/accessibility",
    "/sign-in",
    "/sign-in/card",
    "/sign-up",
    "/forgotten",
    "/nowhere",
)

#: For Joseph, who has one failed and one passed attempt.
SIGNED_IN = (
    "/learn/",
    "/learn/why/path/operators",
    "/m/logical-framework/",
    "/m/logical-framework/assumptions",
    "/m/logical-framework/quiz",
    "/m/logical-framework/quiz/attempts/1",
    "/account",
    "/account/profile",
    "/account/password",
    "/account/sessions",
    "/account/erase",
)

#: For Marta, a trainer: where she writes.
WRITING = (
    "/teach/modules",
    "/teach/m/logical-framework/",
    "/teach/m/logical-framework/four-levels/edit?in=it&b=2",
    "/teach/m/logical-framework/media/",
    "/teach/m/logical-framework/publish",
    "/teach/m/logical-framework/history",
    "/teach/m/logical-framework/quiz/practice/which-level",
    "/teach/m/logical-framework/four-levels/translate?to=en",
    "/teach/translations",
    "/teach/questions",
    "/teach/glossary/outcome",
    "/teach/facts/it/equal-treatment",
)
