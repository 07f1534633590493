"""What the operator decides, read from the environment and from ``.env``."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings of one desk; each is the variable ``CARETAKER_<NAME>``.

    ``api_base`` is where the Bot API answers, ``proxy`` a ``socks5://`` or ``http://`` address in
    front of it. With ``webhook_url`` Telegram pushes updates to ``webhook_host:webhook_port``,
    without it the desk polls. ``health_host:health_port`` tells how the desk fares, if there is
    such a port. ``clock_url`` follows a simulator's clock instead of the machine's.
    ``operators`` are the Telegram numbers of those who hear of the desk's own troubles, with
    commas between them. The paces stay below Telegram's limits; a local Bot API server may have
    others.
    """

    model_config = SettingsConfigDict(env_prefix="CARETAKER_", env_file=".env", extra="ignore")

    token: SecretStr = SecretStr("")
    database_url: str = "sqlite:///var/caretaker.db"
    school: str = "school.yaml"
    api_base: str = "https://api.telegram.org"
    proxy: str | None = None
    webhook_url: str | None = None
    webhook_secret: SecretStr = SecretStr("")
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=8443, ge=1, le=65535)
    clock_url: str | None = None
    pace_in_all: float = Field(default=25.0, gt=0)
    pace_person: float = Field(default=1.0, gt=0)
    pace_group_a_minute: float = Field(default=17.0, gt=0)
    health_host: str = "127.0.0.1"
    health_port: int | None = Field(default=None, ge=1, le=65535)
    operators: str = Field(default="", pattern=r"^\s*(\d{1,15}(\s*,\s*\d{1,15})*)?\s*$")
    log_level: str = "INFO"

    @property
    def operator_ids(self) -> tuple[int, ...]:
        """Return the numbers of the operators."""
        return tuple(int(number) for number in self.operators.split(",") if number.strip())


class Service(BaseSettings):
    """What systemd tells a service that it watches: ``NOTIFY_SOCKET`` and ``WATCHDOG_USEC``."""

    notify_socket: str = ""
    watchdog_usec: int = 0
