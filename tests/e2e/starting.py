"""The program is started once more while its window is open."""

import signal

from desk import FOLDER, PROGRAM, check, output, until

ALL = "24 of 100 webhooks, 5 deactivated"


def start_again(*arguments):
    """Runs to its end, and says how it ended and what it said."""
    ended = output(PROGRAM, *arguments)
    return ended.returncode, ended.stderr


def windows():
    return output("xdotool", "search", "--onlyvisible", "--class", "hookswitch").stdout.split()


def listen_as_window_manager(desk):
    """There is none here; what the window asks of it is written down."""
    heard = FOLDER / "asked-of-the-window-manager.txt"
    with open(heard, "wb") as log:
        desk.start("xev", "-root", "-event", "substructure", stdout=log, stderr=log)
    return heard


def two_starts(desk):
    desk.open_display()
    desk.open_accessibility()
    desk.open_app()
    desk.see("Connect your company")
    first = desk.window()
    check("a second start ends well and says nothing", start_again() == (0, ""))
    check("there is one window", windows() == [first])

    check("with --demo too", start_again("--demo") == (0, ""))
    desk.see(ALL)
    code, said = start_again("--profile", "Nobody")
    check(f"a profile that isn't there is told in the window, not here: {said}", (code, said) == (0, ""))
    desk.see("There is no profile named Nobody")

    heard = listen_as_window_manager(desk)
    until("the wish to leave the icon and to have the focus",
          lambda: start_again() == (0, "") and "_NET_ACTIVE_WINDOW" in heard.read_text())

    desk.app.send_signal(signal.SIGSTOP)
    code, said = start_again()
    check(f"a window that hangs is told of: {said}", code == 2 and "its window doesn't answer" in said)
    desk.app.send_signal(signal.SIGCONT)
    desk.quit_app()

    desk.open_app("--demo")
    desk.see(ALL)
    desk.quit_app()


def asked_first(desk):
    """What was typed isn't lost to another start."""
    desk.open_display()
    desk.open_accessibility()
    server = desk.serve_demo()
    desk.open_app("--api-url", server.base)
    desk.connect(server)
    desk.click("Keep for this session only")
    desk.see(ALL)
    desk.click("New webhook…")
    desk.type("Name", "Typed before")
    check("a second start ends well", start_again("--demo")[0] == 0)
    desk.click("Keep editing")
    check("what was typed is there", desk.text("Name") == "Typed before")
    check("a second start ends well again", start_again("--demo")[0] == 0)
    desk.click("Discard and switch")
    until("the demo company's title", lambda: desk.title() == "Demo company – Hookswitch")
    desk.quit_app()
