"""A server and a file that nobody may ask for, and that tell when somebody does."""

import os
import socket
import threading


class Canary:
    """A server at `url` and a pipe at `file`; `hits` grows with each that connects to one or opens the other.

    Whoever opens the pipe to read waits until somebody writes, so that none is missed between two looks.
    """

    def __init__(self, folder):
        self.hits, self._ending = [], threading.Event()
        self._server = socket.create_server(("127.0.0.1", 0), backlog=256)
        self._server.settimeout(0.05)
        self.host = f"127.0.0.1:{self._server.getsockname()[1]}"
        self.url, self.file = f"http://{self.host}/", str(folder / "pipe")
        os.mkfifo(self.file)
        self._watching = threading.Thread(target=self._watch)
        self._watching.start()

    def _watch(self):
        while not self._ending.is_set():
            self._look_at_the_file()
            try:
                line, _ = self._server.accept()
            except TimeoutError:
                continue
            with line:
                self.hits.append("connection")
                line.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    def _look_at_the_file(self):
        try:
            writing = os.open(self.file, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody reads
            return
        self.hits.append("file")
        os.close(writing)

    def heard(self):
        """Return what was asked since this was asked last; what is on its way is waited for."""
        threading.Event().wait(0.2)
        found, self.hits = self.hits, []
        return found

    def put(self, text):
        """Return a text with the addresses of this canary in it."""
        return text.replace("{url}", self.url).replace("{host}", self.host).replace("{file}", self.file)

    def close(self):
        """End."""
        self._ending.set()
        self._watching.join()
        self._server.close()
