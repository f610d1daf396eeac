"""What a screen reader is told while it does nothing but listen: announcements, and where the focus goes. It runs beside
a case, as a program of its own, and prints one JSON object per line. `Ears` is the case's side of it."""

import json
import pathlib
import subprocess
import threading

from desk import DEADLINE, until


class Ears:
    def __init__(self, desk):
        self.lock = threading.Lock()
        self.lines = []
        self.listens = False
        self.process = desk.start("/usr/bin/python3", "-B", str(pathlib.Path(__file__)), stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self.read, daemon=True).start()
        until("somebody who listens", lambda: self.listens)

    def read(self):
        for line in self.process.stdout:
            told = json.loads(line)
            with self.lock:
                self.listens = True
                self.lines.append(told)

    def all(self, what):
        with self.lock:
            return [line for line in self.lines if line["what"] == what]

    def said(self):
        """Everything that was announced, from the start."""
        return [line["words"] for line in self.all("said")]

    def hear(self, words, seconds=DEADLINE):
        """Waits until something that starts so was announced after the last that was waited for."""
        def heard():
            with self.lock:
                for number, line in enumerate(self.lines):
                    if line["what"] == "said" and line["words"].startswith(words) and not line.get("known"):
                        for earlier in self.lines[:number + 1]:
                            earlier["known"] = True
                        return line["words"]
            return None
        try:
            return until(f"“{words}…” to be said", heard, seconds)
        except Exception as error:
            raise type(error)(f"{error}; said was: {self.said()[-12:]}") from error

    def focus(self):
        """Where the focus went last: its role, name and place on the screen."""
        went = self.all("focus")
        return went[-1] if went else None


def listen():
    import pyatspi

    def tell(**line):
        print(json.dumps(line), flush=True)

    def said(event):
        tell(what="said", words=str(event.any_data))

    def focus(event):
        if not event.detail1:
            return
        try:
            node = event.source
            place = None
            if "Component" in node.get_interfaces():
                place = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
                place = [place.x, place.y, place.width, place.height]
            tell(what="focus", role=node.getRoleName(), name=node.name, place=place)
        except Exception as error:  # it has gone before it could be asked
            tell(what="focus", role="", name=f"gone: {error}", place=None)
    pyatspi.Registry.registerEventListener(said, "object:announcement")
    pyatspi.Registry.registerEventListener(focus, "object:state-changed:focused")
    tell(what="listens")
    pyatspi.Registry.start()


if __name__ == "__main__":
    listen()
