"""A desk of its own for the built programs: a display, an accessibility bus, a keyring, and hands that work as a
screen reader does. Everything that waits polls until a deadline. Everything that was started is ended by `end`.

It runs inside a private session bus, with HOME and the XDG folders below one temporary folder (tests/e2e_window.rs).
"""

import ctypes
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

DEADLINE = 40
FOLDER = pathlib.Path(os.environ["E2E_FOLDER"])
PROGRAM = os.environ["E2E_PROGRAM"]
TERMINAL = os.environ["E2E_TERMINAL"]
KEPT = pathlib.Path(os.environ["E2E_KEPT"])
# A folder: each step of a case leaves a picture there.
STEPS = os.environ.get("E2E_STEPS")
SETTINGS = pathlib.Path(os.environ["HOOKSWITCH_CONFIG_DIR"]) / "settings.json"


FIELDS = ("entry", "password text", "text")
BUTTONS = ("push button", "button", "toggle button")


class Failed(Exception):
    """A promise that wasn't kept."""


def until(what, so, seconds=DEADLINE):
    """Asks again and again until `so` answers something true, and returns that."""
    end = time.monotonic() + seconds
    while True:
        answer = so()
        if answer:
            return answer
        if time.monotonic() > end:
            raise Failed(f"waited in vain for {what}")
        time.sleep(0.05)


def check(promise, kept):
    if not kept:
        raise Failed(f"not so: {promise}")


def output(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=DEADLINE, **options)


class Desk:
    def __init__(self):
        self.started = []
        self.app = None
        self.keyring = None
        self.starts = 0

    # What runs.

    def start(self, *command, **options):
        process = subprocess.Popen(command, **options)
        self.started.append(process)
        return process

    def end(self):
        for process in reversed(self.started):
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.kill()
            process.wait()

    def open_display(self, screen="1280x900x24"):
        """The server picks a free number by itself, and says which."""
        reading, writing = os.pipe()
        quiet = subprocess.DEVNULL
        self.start("Xvfb", "-displayfd", str(writing), "-screen", "0", screen, "-nolisten", "tcp",
                   pass_fds=[writing], stdout=quiet, stderr=quiet)
        os.close(writing)
        with os.fdopen(reading) as said:
            os.environ["DISPLAY"] = ":" + said.readline().strip()
        check("the display has a number", os.environ["DISPLAY"] != ":")

    def open_accessibility(self):
        """Only after this, the accessibility library may be loaded: it looks for the bus once."""
        quiet = subprocess.DEVNULL
        self.start("/usr/libexec/at-spi-bus-launcher", "--launch-immediately", "--a11y=1", "--screen-reader=1",
                   stdout=quiet, stderr=quiet)
        until("the accessibility bus", lambda: owned("org.a11y.Bus"))

    def open_keyring(self, unlocked=True):
        options = ["--unlock"] if unlocked else []
        self.keyring = self.start("gnome-keyring-daemon", "--foreground", "--components=secrets", *options,
                                  stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.keyring.stdin.write(b"a password" if unlocked else b"")
        self.keyring.stdin.close()
        until("the keyring on the bus", lambda: owned("org.freedesktop.secrets"))

    def end_keyring(self):
        self.keyring.kill()
        self.keyring.wait()
        until("the keyring off the bus", lambda: not owned("org.freedesktop.secrets"))

    def serve_demo(self):
        """The test server. What it prints holds the key, so it goes to no file."""
        server = self.start(TERMINAL, "demo", "--json", stdout=subprocess.PIPE, text=True)
        lines = []
        while not lines or lines[-1].rstrip() != "}":
            line = server.stdout.readline()
            check("the test server says where it is", line)
            lines.append(line)
        from company import Server
        return Server(json.loads("".join(lines)))

    def open_app(self, *arguments):
        self.starts += 1
        with open(FOLDER / f"output-{self.starts}.txt", "wb") as log:
            self.app = self.start(PROGRAM, *arguments, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                                  env=os.environ | {"HOOKSWITCH_LOG": "1"})

    def quit_app(self):
        self.ask_to_close()
        self.await_end()

    def ask_to_close(self):
        """As a click on the window's X does it."""
        ask_to_close(int(self.window()))

    def await_end(self):
        until("the end of the app", lambda: self.app.poll() is not None)
        check(f"the app ends well, not with {self.app.returncode}", self.app.returncode == 0)

    # What is seen.

    def window(self):
        def found():
            self.check_alive()
            seen = output("xdotool", "search", "--onlyvisible", "--class", "hookswitch").stdout.split()
            return seen[0] if seen else None
        return until("the window", found)

    def title(self):
        said = output("xprop", "-id", self.window(), "-notype", "_NET_WM_NAME").stdout
        return said.split('"')[1] if '"' in said else said

    def check_alive(self):
        check(f"the app still runs, it ended with {self.app.poll()}", self.app.poll() is None)

    def nodes(self):
        import pyatspi
        self.check_alive()
        for app in children(pyatspi.Registry.getDesktop(0)):
            if app.name == "hookswitch" and app.get_process_id() == self.app.pid:
                yield from walk(app)

    def look(self, name, roles=None):
        """The widget of this name, or nothing for now. Widgets come and go while one looks."""
        from gi.repository import GLib
        try:
            for node in self.nodes():
                if node.name == name and (roles is None or node.getRoleName() in roles):
                    return node
        except (GLib.GError, LookupError, RuntimeError, NotImplementedError):
            pass
        return None

    def starting(self, words, roles=None):
        """The whole name of the first widget whose name starts so, or nothing for now."""
        from gi.repository import GLib
        try:
            for node in self.nodes():
                if node.name.startswith(words) and (roles is None or node.getRoleName() in roles):
                    return node.name
        except (GLib.GError, LookupError, RuntimeError, NotImplementedError):
            pass
        return None

    def every(self, name):
        """All widgets whose name begins so, if they can be read just now."""
        from gi.repository import GLib
        try:
            return [node for node in self.nodes() if node.name.startswith(name)]
        except (GLib.GError, LookupError, RuntimeError, NotImplementedError):
            return []

    def see_starting(self, words, seconds=DEADLINE):
        return until(f"“{words}…”", lambda: self.starting(words), seconds)

    def see(self, name, roles=None, seconds=DEADLINE):
        return until(f"“{name}”", lambda: self.look(name, roles), seconds)

    def tree(self):
        lines = []
        try:
            for node in self.nodes():
                lines.append(f"  {node.getRoleName()} | {node.name}")
        except Exception as error:
            lines.append(f"  (the rest can't be read: {error})")
        return "\n".join(lines)

    def step(self, name):
        """Something worth looking at is on the screen now."""
        if STEPS:
            time.sleep(0.3)  # what was just told to a screen reader is on the screen a frame later
            output("import", "-window", "root", f"{STEPS}/{name}.png")

    def keep_screenshot(self, name):
        KEPT.mkdir(parents=True, exist_ok=True)
        picture = KEPT / f"{name}.png"
        output("import", "-window", "root", str(picture))
        return picture

    # What is done.

    def do(self, name, roles):
        """Acts on a widget once it can be acted on."""
        import pyatspi
        from gi.repository import GLib

        def done():
            try:
                node = self.look(name, roles)
                if node and node.getState().contains(pyatspi.STATE_ENABLED):
                    return node.queryAction().doAction(0)
            except (GLib.GError, LookupError, RuntimeError, NotImplementedError):
                pass
            return False
        until(f"a click on “{name}”", done)

    def click(self, name):
        self.do(name, BUTTONS)

    def tick(self, name, on=True):
        """And waits for the tick: what comes in one frame is carried out from the top to the bottom of the window."""
        self.do(name, ("check box", "radio button"))
        until(f"the tick at {name}", lambda: self.is_ticked(name) == on)

    def is_ticked(self, name):
        import pyatspi
        return self.see(name, ("check box", "radio button")).getState().contains(pyatspi.STATE_CHECKED)

    def text(self, field):
        return self.see(field, FIELDS).queryText().getText(0, -1)

    def is_enabled(self, name):
        """Whether a button that is there can be pressed."""
        import pyatspi
        return self.see(name, BUTTONS).getState().contains(pyatspi.STATE_ENABLED)

    def press(self, keys):
        """As it is written for xdotool. There is no window manager that would give the window the focus."""
        output("xdotool", "windowfocus", "--sync", self.window())
        output("xdotool", "key", "--window", self.window(), keys)

    def find(self, name):
        """A webhook's row in the list, by way of the search."""
        self.type("Search", name)
        return until(f"the row of {name}", lambda: self.starting(f"{name}, ", BUTTONS))

    def rows(self):
        """The webhooks that the list shows, by what a screen reader says of them."""
        from gi.repository import GLib
        try:
            said = [node.name for node in self.nodes() if node.getRoleName() in BUTTONS]
        except (GLib.GError, LookupError, RuntimeError, NotImplementedError):
            return []
        return [name for name in said if ", Active, " in name or ", Deactivated, " in name]

    def open_details(self, name):
        self.click(self.find(name))
        self.see("Close details")

    def type(self, field, words):
        """And waits for the text, of which only the length can be seen in a field for secrets."""
        taken = self.see(field, FIELDS).queryEditableText().setTextContents(words)
        check(f"{field} takes text", taken)
        until(f"the text in {field}", lambda: self.see(field, FIELDS).queryText().characterCount == len(words))

    def connect(self, server):
        """From the welcome page to the moment when the key is being tested."""
        self.click("Connect your company")
        self.type("API ID", server.key["api_id"])
        self.type("API token", server.key["api_token"])
        self.click("Test and save")


class Message(ctypes.Structure):
    """Xlib's XClientMessageEvent."""
    _fields_ = [("kind", ctypes.c_int), ("serial", ctypes.c_ulong), ("sent", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("about", ctypes.c_ulong),
                ("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("rest", ctypes.c_long * 24)]


def ask_to_close(window):
    """What a window manager sends; there is none here, and not every xdotool knows how."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(None))

    def atom(name):
        return x11.XInternAtom(display, name, 0)
    message = Message(kind=33, window=window, about=atom(b"WM_PROTOCOLS"), format=32)
    message.data[0] = atom(b"WM_DELETE_WINDOW")
    x11.XSendEvent(display, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(message))
    x11.XCloseDisplay(display)


def walk(node):
    yield node
    for child in children(node):
        yield from walk(child)


def children(node):
    for number in range(node.childCount):
        child = node.getChildAtIndex(number)
        if child:
            yield child


def owned(name):
    asked = output("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/",
                   "org.freedesktop.DBus.NameHasOwner", f"string:{name}")
    return "boolean true" in asked.stdout


def written():
    """Every file below the temporary folder but the keyring's own."""
    keyrings = pathlib.Path(os.environ["XDG_DATA_HOME"]) / "keyrings"
    return [path for path in FOLDER.rglob("*") if path.is_file() and keyrings not in path.parents]


def check_no_secret_is_written(secrets):
    for path in written():
        content = path.read_bytes()
        for number, secret in enumerate(secrets):
            check(f"{path} holds no secret (number {number})", secret.encode() not in content)


def profiles():
    return json.loads(SETTINGS.read_text())["profiles"] if SETTINGS.exists() else []


def run(cases):
    name = sys.argv[1]
    desk = Desk()
    try:
        cases[name](desk)
    except BaseException as error:
        print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
        if desk.keyring:
            print(f"the keyring's daemon: {'runs' if desk.keyring.poll() is None else desk.keyring.poll()}",
                  file=sys.stderr)
        if "DISPLAY" in os.environ:
            print(f"screenshot: {desk.keep_screenshot(name)}", file=sys.stderr)
        if desk.app and desk.app.poll() is None:
            print(f"accessible tree:\n{desk.tree()}", file=sys.stderr)
        if not isinstance(error, Failed):
            raise
        sys.exit(1)
    finally:
        desk.end()
