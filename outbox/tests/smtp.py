"""A real SMTP server for tests, which answers each recipient as the test tells it to."""

import asyncio
import socket
from collections import defaultdict
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

DROP, HANG = "drop after DATA", "hang after DATA"
HANGS_FOR = 8
"""Seconds."""


@dataclass
class Handler:
    """`answers[recipient]` is used up one by one; then, and for others, mail is accepted."""

    answers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    received: list[tuple[str, bytes]] = field(default_factory=list)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answers = self.answers[address]
        if answers and answers[0] not in (DROP, HANG):
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        [recipient] = envelope.rcpt_tos
        answers = self.answers[recipient]
        answer = answers.pop(0) if answers else ""
        if answer == DROP and isinstance(server.transport, asyncio.WriteTransport):
            server.transport.abort()
        elif answer == HANG:
            await asyncio.sleep(HANGS_FOR)
        else:
            content = envelope.original_content
            self.received.append((recipient, content or b""))
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """Starts and stops on the same port, so it can be away for a while."""

    def __init__(self) -> None:
        self.port = free_port()
        self.handler = Handler()
        self.controller: Controller | None = None

    @property
    def received(self) -> list[tuple[str, bytes]]:
        return self.handler.received

    @property
    def recipients(self) -> list[str]:
        return sorted(recipient for recipient, _ in self.received)

    def answer(self, recipient: str, *answers: str) -> None:
        self.handler.answers[recipient].extend(answers)

    def start(self) -> None:
        self.controller = Controller(self.handler, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        if self.controller:
            self.controller.stop()
            self.controller = None
