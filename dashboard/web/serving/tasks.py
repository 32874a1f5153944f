"""What a thread does with a complete request: answer it, or refuse it."""

from __future__ import annotations

from waitress.channel import ClientDisconnected
from waitress.task import ErrorTask, WSGITask

from dashboard.web.serving import refusals
from dashboard.web.serving.refusals import ServerRefusal
from dashboard.web.serving.requests import KEPT_IN_MEMORY
from dashboard.web.shared.logs import refused, report


class AnswerTask(WSGITask):  # type: ignore[misc] # waitress has no types
    """An answer of the application."""

    wrote_header: bool

    def service(self) -> None:
        """Answer; errors that the application could not report are reported here, and logged.

        Raises:
            waitress.channel.ClientDisconnected: The client has left.
        """
        try:
            self.start()
            self.execute()
            self.finish()
        except ClientDisconnected:
            raise
        except Exception as error:  # noqa: BLE001 - told to whoever asked, and in the log
            self.close_on_finish = True
            reference = report(error)
            if not self.wrote_header:
                self.request.error = ServerRefusal(
                    refusals.FAILED, self.request.address, reference=reference
                )
                RefusalTask(self.channel, self.request).service()

    def write(self, data: bytes) -> None:
        """Send what the application gives; a body that came whole is one message with its head."""
        is_whole = self.complete and not self.wrote_header and len(data) == self.content_length
        if not is_whole or not self.has_body or len(data) > KEPT_IN_MEMORY:
            super().write(data)
            return
        self.channel.write_soon(self.build_response_header() + data)
        self.wrote_header, self.content_bytes_written = True, len(data)

    def build_response_header(self) -> bytes:
        """The headers; if this worker is ending, they close the connection."""
        if self.channel.server.ending:
            self.set_close_on_finish()
        head: bytes = super().build_response_header()
        return head

    def set_close_on_finish(self) -> None:
        """Close the connection at the end, but not merely because a body is absent."""
        asked = self.request.headers.get("CONNECTION", "").lower() == "close"
        if self.has_body or asked or self.version != "1.1" or self.channel.server.ending:
            super().set_close_on_finish()


class RefusalTask(ErrorTask):  # type: ignore[misc]
    """An answer of the server itself, after which the connection is closed."""

    def execute(self) -> None:
        """Answer and log the refusal."""
        error: ServerRefusal = self.request.error
        self.channel.was_refused = True
        command = getattr(self.request, "command", "–")
        refused(command, self.request.address, error.status)
        super().execute()
