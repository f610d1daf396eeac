"""The pictures of assets/screenshots, taken from the real window: the main screens in both themes, one of a small window
and one of a fine screen. Run by tests/gallery, which takes some minutes. Not a test: the demo company's times are told
from today, so that every run makes other pictures."""

import os
import pathlib
import sys

from desk import BUTTONS, FIELDS, SETTINGS, Desk, check, output, until

FOLDER = pathlib.Path(sys.argv[1])
WANTED = tuple(sys.argv[2:])
# All pictures together, so that the repository stays small.
ROOM = 2_000_000
THEMES = ("light", "dark")


class Painter:
    def __init__(self, desk):
        self.desk = desk
        self.theme = ""
        self.written = []

    def open(self, *arguments, scale=1, size=None):
        """A window that remembers nothing of the one before."""
        for path in SETTINGS.parent.iterdir():
            if path.is_file():
                path.unlink()
        SETTINGS.write_text(f'{{"version":1,"profiles":[],"theme":"{self.theme}"}}')
        os.environ["WINIT_X11_SCALE_FACTOR"] = str(scale)
        self.desk.open_app(*arguments)
        window = self.desk.window()
        if size:
            output("xdotool", "windowsize", "--sync", window, *map(str, size))
        # Nothing lies below the pointer.
        output("xdotool", "mousemove", "2600", "1700")

    def close(self):
        """No question is answered that a window may have on its way out."""
        self.desk.app.kill()
        self.desk.app.wait()

    def take(self, name):
        name = f"{name}-{self.theme}.png"
        if WANTED and not name.startswith(WANTED):
            return
        raw = pathlib.Path(os.environ["E2E_FOLDER"]) / "shot.png"

        def content():
            output("import", "-window", self.desk.window(), "-strip", str(raw))
            # Without what the file says of its making.
            return output("convert", str(raw), "-format", "%#", "info:").stdout
        last = []

        def still():
            last.append(content())
            return len(last) > 2 and last[-1] == last[-2] == last[-3]
        until(f"a picture of {name} that stands still", still)
        to = FOLDER / name
        output("convert", str(raw), "+dither", "-colors", "255", "-strip", "-define", "png:exclude-chunks=date,time",
               "-define", "png:compression-level=9", f"PNG8:{to}", check=True)
        self.written.append(to)
        print(f"{to.stat().st_size // 1024:5} kB  {to}", flush=True)


def welcome(desk, painter):
    painter.open()
    desk.see("Connect your company")
    painter.take("welcome")
    painter.close()


def open_row(desk, name):
    desk.click(until(f"the row of {name}", lambda: desk.starting(f"{name}, ", BUTTONS)))
    desk.see("Close details")


def screens(desk, painter):
    painter.open("--demo")
    desk.see("Re-enable all deactivated…", BUTTONS)
    # What changed since the demo's last look.
    desk.click("Close this notice")
    open_row(desk, "Recordings archive")
    painter.take("list")

    desk.click("Re-enable all deactivated…")
    desk.click("Check their endpoints")
    desk.see_starting("orders.example: ")
    until("all endpoints", lambda: len([node for node in desk.every("") if ".example: " in node.name]) >= 5)
    painter.take("review")
    desk.click("Cancel")

    open_row(desk, "Orders")
    desk.click("Send a test to Orders")
    desk.see("Send a test event to Orders")
    desk.click("Send test")
    desk.see_starting("Answered ")
    painter.take("delivery")
    desk.click("Close")
    until("no dialog", lambda: not desk.look("Send a test event to Orders"))

    desk.click("Open the command palette")
    desk.see("Find and do", FIELDS)
    desk.type("Find and do", "rec")
    painter.take("palette")
    painter.close()


def pages(desk, painter):
    painter.open("--demo")
    desk.see("Re-enable all deactivated…", BUTTONS)
    desk.click("Audit")
    desk.click("Start the audit")
    desk.see("Export report…")
    painter.take("audit")
    desk.click("Events matrix")
    painter.take("matrix")
    desk.click("History")
    desk.see("What was sent")
    painter.take("history")
    desk.click("Settings")
    desk.see("Appearance")
    painter.take("settings")
    painter.close()


def form(desk, painter):
    painter.open("--demo")
    desk.click("New webhook…")
    desk.type("Name", "Orders to the warehouse")
    desk.type("URL", "https://warehouse.example/aircall")
    desk.click("Log calls in a CRM")
    painter.take("form")
    painter.close()


def tour(desk, painter):
    painter.open("--demo")
    desk.see("Re-enable all deactivated…", BUTTONS)
    start = until("the window", lambda: desk.tree()) and desk.starting("Take the tour", BUTTONS)
    if start:
        desk.click(start)
        desk.see("End tour")
        painter.take("tour")
    painter.close()


def sizes(desk, painter):
    painter.open("--demo", size=(640, 480))
    desk.see("Re-enable all deactivated…", BUTTONS)
    painter.take("list-640x480")
    painter.close()
    painter.open("--demo", scale=2, size=(2560, 1600))
    desk.see("Re-enable all deactivated…", BUTTONS)
    open_row(desk, "Recordings archive")
    painter.take("list-200-percent")
    painter.close()


def main():
    desk = Desk()
    painter = Painter(desk)
    try:
        desk.open_display("2600x1700x24")
        desk.open_accessibility()
        for painter.theme in THEMES:
            for part in (welcome, screens, pages, form, tour):
                part(desk, painter)
        painter.theme = "light"
        sizes(desk, painter)
    finally:
        desk.end()
    whole = sum(path.stat().st_size for path in FOLDER.glob("*.png"))
    print(f"{len(painter.written)} pictures written. The folder has {whole // 1024} kB")
    check(f"they are small enough: {whole} of {ROOM} bytes", whole < ROOM)


if __name__ == "__main__":
    main()
