"""Settings: read from the environment, checked at start, explained in the README's table."""

import sys
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError
from pydantic.dataclasses import dataclass

_CHECKOUT = Path(__file__).resolve().parents[2]
_SHIPPED = Path(__file__).resolve().parents[1] / "shipped"


class ConfigurationError(Exception):
    """The settings cannot work. The message is one sentence that says what to do."""


def shipped(name: Literal["content", "translations", "migrations"]) -> Path:
    """A folder that travels with the product: at the top of a checkout, inside the package in a wheel."""
    packaged = _SHIPPED / name
    return packaged if packaged.is_dir() else _CHECKOUT / name


@dataclass(frozen=True)
class Settings:
    """What an installation may decide. Each field is read from `ELEARN_` + its name in capitals."""

    instance: Path = Field(default=Path("instance"), description="folder for the database, media and secret")
    database_url: str = Field(default="", description="default: SQLite in the instance folder")
    secret: str = Field(default="", description="random text of at least 32 characters; `elearn init` writes one")
    base_url: str = Field(default="http://127.0.0.1:8000", description="the address people use, for links in mails")
    production: bool = Field(default=True, description="off only for `make run` and tests")
    site_name: str = Field(default="Quaderno", description="the name in the header and in mails")
    contact: str = Field(default="", description="how to reach the organisation: a line in every footer")
    mail_server: str = Field(default="", description="SMTP host; without it mails wait in the outbox")
    mail_port: int = Field(default=587, ge=1, le=65535)
    mail_username: str = Field(default="")
    mail_password: str = Field(default="")
    mail_tls: bool = Field(default=True, description="STARTTLS")
    mail_from: str = Field(default="", description="sender address of mails")
    translation_url: str = Field(default="", description="a machine translation service; without it there is none")
    translation_key: str = Field(default="", description="its key")
    guest_days: int = Field(default=90, ge=1, description="idle days after which a guest is erased")
    session_days: int = Field(default=30, ge=1, description="idle days after which a sign-in ends")
    proxies: int = Field(default=0, ge=0, le=5, description="how many reverse proxies stand in front")
    rate_limit_storage: str = Field(default="memory://", description="redis:// where several processes serve")

    @property
    def secure(self) -> bool:
        """Whether people reach the site by TLS."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def database(self) -> str:
        """The SQLAlchemy URL of the database."""
        return self.database_url or f"sqlite:///{self.instance.resolve() / 'quaderno.sqlite3'}"

    @property
    def secret_file(self) -> Path:
        """Where `elearn init` keeps the secret."""
        return self.instance / "secret"


def read_settings(environment: dict[str, str]) -> Settings:
    """Settings from an environment. ConfigurationError names the setting that is wrong."""
    values = {
        name: environment[f"ELEARN_{name.upper()}"]
        for name in Settings.__dataclass_fields__
        if environment.get(f"ELEARN_{name.upper()}")
    }
    try:
        settings = Settings(**values)  # type: ignore[arg-type]
    except ValidationError as error:
        names = ", ".join(f"ELEARN_{str(item['loc'][0]).upper()}" for item in error.errors())
        raise ConfigurationError(f"Please correct {names}: {error.errors()[0]['msg']}.") from error
    address = urlsplit(settings.base_url)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise ConfigurationError("ELEARN_BASE_URL must be a whole address: write it like https://learn.example.org.")
    if settings.translation_url and not settings.translation_url.startswith(("https://", "http://")):
        raise ConfigurationError("ELEARN_TRANSLATION_URL must be a whole address: write it like https://example.org.")
    return settings


def require_secret(settings: Settings) -> str:
    """The secret of an installation. ConfigurationError where production has none or a weak one."""
    secret = settings.secret
    if not secret and settings.secret_file.is_file():
        secret = settings.secret_file.read_text(encoding="utf-8").strip()
    if settings.production and len(secret) < 32:
        raise ConfigurationError(
            "There is no secret yet. Run `elearn init`, or set ELEARN_SECRET to 32 random characters."
        )
    return secret or "only-for-development-and-tests-" + str(sys.version_info.major)
