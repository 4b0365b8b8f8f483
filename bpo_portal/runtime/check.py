"""`bin/test`: every check and test with real PostgreSQL, Valkey, mail server and browser."""

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bpo_portal.runtime.console import Refused, say
from bpo_portal.runtime.options import check as parse
from bpo_portal.runtime.places import ROOT
from bpo_portal.runtime.postgres import LocalPostgres
from bpo_portal.runtime.valkey import LocalValkey

PROJECT_SETTINGS = (
    "ALLOWED_HOSTS",
    "BASE_URL",
    "BEHIND_PROXY",
    "CSRF_TRUSTED_ORIGINS",
    "DEFAULT_FROM_EMAIL",
    "DJANGO_SETTINGS_MODULE",
    "EMAIL_URL",
    "HSTS_PRELOAD",
    "HSTS_SECONDS",
    "LOCAL_MODE",
    "LOG_LEVEL",
    "RECONCILE_SECONDS",
    "REPORT_SETTLE_SECONDS",
)
"""What an installation may have set and tests must not inherit."""


@dataclass(frozen=True)
class Step:
    """One command; `extra` is added to its environment."""

    name: str
    command: list[str]
    extra: Mapping[str, str] = field(default_factory=dict)

    def passes(self, env: Mapping[str, str]) -> bool:
        say(f"\n── {self.name}")
        done = subprocess.run(self.command, cwd=ROOT, env={**env, **self.extra}, check=False)
        return done.returncode == 0


def python(name: str, *arguments: str) -> Step:
    return Step(name, [sys.executable, *arguments])


def manage(name: str, *arguments: str, **extra: str) -> Step:
    return Step(name, [sys.executable, "manage.py", *arguments], extra)


def production() -> dict[str, str]:
    """Settings as on a public installation, for Django's own check of them."""
    return {
        "LOCAL_MODE": "0",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "BASE_URL": "https://bpo.example.com",
        "ALLOWED_HOSTS": "bpo.example.com",
        "BEHIND_PROXY": "1",
        "EMAIL_URL": "submission://user:password@mail.example.com:587",
    }


def checks() -> list[Step]:
    djade = [str(Path(sys.executable).with_name("djade")), "--check", "--target-version", "5.2"]
    return [
        python("ruff check", "-m", "ruff", "check", "."),
        python("ruff format", "-m", "ruff", "format", "--check", "."),
        python("mypy", "-m", "mypy", "."),
        python("import contracts", "-c", "from importlinter.cli import lint_imports_command as run; run()"),
        Step("djade", [*djade, *templates()]),
        manage("migrations", "makemigrations", "--check", "--dry-run"),
        manage("deployment", "check", "--deploy", "--fail-level", "WARNING", **production()),
    ]


def templates() -> list[str]:
    files = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("*/templates/**/*.html")]
    return sorted(str(file.relative_to(ROOT)) for file in files)


def tests(arguments: list[str]) -> list[Step]:
    """Static files as in production, then pytest: on the paths given in this process, on everything in two."""
    spread = [] if paths_in(arguments) else ["-n", "2", "--dist", "loadgroup"]
    return [
        manage("static files", "collectstatic", "--noinput", "--verbosity", "0"),
        python("pytest", "-m", "pytest", *spread, *arguments),
    ]


def paths_in(arguments: list[str]) -> list[str]:
    return [text for text in arguments if not text.startswith("-") and Path(text.split("::")[0]).exists()]


@contextmanager
def environment() -> Iterator[dict[str, str]]:
    """Servers and folders of this run's own, gone afterwards; servers named in the environment are used as they are."""
    with tempfile.TemporaryDirectory(prefix="bpo-test-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        env = {key: value for key, value in os.environ.items() if key not in PROJECT_SETTINGS}
        env |= {
            "SECRET_KEY": secrets.token_urlsafe(60),
            "LOCAL_MODE": "1",
            "STATIC_ROOT": str(folder / "static"),
            "MEDIA_ROOT": str(folder / "media"),
        }
        postgres = LocalPostgres(folder / "postgres", durable=False)
        valkey = LocalValkey(folder / "valkey")
        try:
            if not env.get("DATABASE_URL"):
                postgres.start()
                env["DATABASE_URL"] = postgres.url
            if not env.get("REDIS_URL"):
                valkey.start()
                env["REDIS_URL"] = valkey.url
            yield env
        finally:
            valkey.destroy()
            postgres.destroy()


def summary(results: Mapping[str, bool]) -> str:
    return "\n".join(f"{'ok    ' if passed else 'FAILED'} {name}" for name, passed in results.items())


def main() -> int:
    arguments = parse(sys.argv[1:])
    if arguments and not arguments[0].startswith("-") and not paths_in(arguments[:1]):
        raise Refused(
            f"There is no {arguments[0]}. Name files or folders with tests, or nothing for everything."
        )
    chosen = [str(Path(text).absolute()) if paths_in([text]) else text for text in arguments]
    with environment() as env:
        steps = tests(chosen) if paths_in(chosen) else [*checks(), *tests(chosen)]
        results = {step.name: step.passes(env) for step in steps}
    say(f"\n{summary(results)}")
    return 0 if all(results.values()) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
