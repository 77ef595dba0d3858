"""Forms of the module page: shape only."""

from flask_babel import gettext, lazy_gettext
from wtforms import IntegerField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import TextInput

from elearn.catalogue.service.library import library
from elearn.core.languages import LANGUAGE_NAMES
from elearn.infra.forms import BaseForm
from elearn.infra.i18n import current_language

LONGEST = Length(max=200, message=lazy_gettext("Write at most 200 characters."))
MINUTES = NumberRange(1, 600, lazy_gettext("Write a whole number of minutes, from 1 to 600."))


class NewModuleForm(BaseForm):
    """A module that begins."""

    title = StringField(
        lazy_gettext("Title"),
        [InputRequired(lazy_gettext("Write a title: what is the module about?")), LONGEST],
    )
    summary = StringField(
        lazy_gettext("In one sentence"),
        [InputRequired(lazy_gettext("Write one sentence: what will people be able to do?"))],
        description=lazy_gettext("What will people be able to do? The sentence stands on the cover."),
    )
    source = SelectField(
        lazy_gettext("Language in which you write"),
        description=lazy_gettext("The other four languages are translations of it."),
    )
    path = SelectField(lazy_gettext("Path"), [Optional()])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.source.choices = [SelectChoice(code, name) for code, name in LANGUAGE_NAMES.items()]
        paths = library().paths.values()
        listed = [SelectChoice(path.id, path.text.choose(current_language()).title) for path in paths]
        self.path.choices = [SelectChoice("", gettext("No path for now")), *listed]


class NewLessonForm(BaseForm):
    """A lesson that begins."""

    title = StringField(
        lazy_gettext("Title of the new lesson"),
        [InputRequired(lazy_gettext("Write a title: what is the lesson about?")), LONGEST],
    )
    minutes = IntegerField(
        lazy_gettext("Minutes"),
        [InputRequired(lazy_gettext("Write how many minutes the lesson takes.")), MINUTES],
        default=15,
        widget=TextInput(),
        render_kw={"inputmode": "numeric"},
    )


class SettingsForm(BaseForm):
    """What a module says about itself beside its texts."""

    workbook = SelectField(lazy_gettext("Sheet of the workbook"), [Optional()])
    licence = StringField(lazy_gettext("Licence"), [LONGEST])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        here = current_language()
        sheets = [SelectChoice(one.id, one.say(here).title) for one in library().kit.sheets.values()]
        self.workbook.choices = [SelectChoice("", gettext("None of these")), *sheets]
