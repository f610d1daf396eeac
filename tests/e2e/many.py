"""Cases about many webhooks at once: stopped in the middle, tried again, and killed."""

import signal

from changes import check_clean, connect, open_company
from desk import BUTTONS, check, until

# Those that a search for this shows, which are on.
WORDS = "call.ended"


def choose_many(desk, server, proxy):
    """Selects all that a search shows, and asks to switch them off. Answers how all were."""
    before = server.hooks()
    wanted = {name for name, hook in before.items() if WORDS in hook["events"] and hook["active"]}
    connect(desk, server, proxy)
    desk.type("Search", WORDS)
    until("no more than these", lambda: len(desk.rows()) == len(wanted))
    desk.press("ctrl+a")
    desk.click(f"Deactivate {len(wanted)}…")
    desk.see(f"Deactivate {len(wanted)} webhooks")
    return before, wanted


def off(server, among):
    hooks = server.hooks()
    return {name for name in among if not hooks[name]["active"]}


def check_nothing_else_changed(server, before):
    same = {name: hook | {"active": before[name]["active"]} for name, hook in server.hooks().items()}
    check("nothing but their status has changed", same == before)


def cancelled(desk):
    server, proxy = open_company(desk)
    before, wanted = choose_many(desk, server, proxy)
    count = len(wanted)
    desk.step("bulk-1-review")
    proxy.hold("PUT", after=2)
    desk.click(f"Deactivate {count} webhooks")
    until("the third on its way", lambda: len(proxy.writes()) == 3)
    desk.see_starting(f"2 of {count} done")
    desk.step("bulk-2-running")
    desk.click("Cancel")
    desk.see("Stopping after the one under way. Those that are done stay as they are.")
    desk.step("bulk-3-stopping")
    proxy.release("PUT")
    desk.see("Stopped before the end. The list is read again.")
    desk.see(f"3 of {count} webhooks switched off")
    desk.step("bulk-4-stopped")
    said = [node.name for node in desk.nodes() if node.name in ("switched off", "not sent")]
    check(f"the rest wasn't sent: {said}", (said.count("switched off"), said.count("not sent")) == (3, count - 3))
    check("as many are off as is said", len(off(server, wanted)) == 3 and len(proxy.writes()) == 3)
    check_nothing_else_changed(server, before)

    proxy.hold("PUT", after=1)
    desk.click(f"Try {count - 3} again")
    until("the fifth on its way", lambda: len(proxy.writes()) == 5)
    desk.ask_to_close()
    desk.see("Changes are under way")
    desk.step("bulk-5-asks")
    desk.click("Go on")
    until("the question is gone", lambda: not desk.look("Changes are under way"))
    desk.ask_to_close()
    desk.click("Stop and close")
    desk.see("Stopping after the one under way. Those that are done stay as they are.")
    proxy.release("PUT")
    desk.await_end()
    check("five are off", len(off(server, wanted)) == 5 and len(proxy.writes()) == 5)
    check_nothing_else_changed(server, before)

    finish(desk, server, proxy, before, wanted)


def finish(desk, server, proxy, before, wanted):
    """The next start offers what wasn't done."""
    count = len(wanted)
    left = count - len(off(server, wanted))
    desk.open_app()
    desk.see_starting(f"24 of 100 webhooks, {24 - active(server)} deactivated")
    desk.step("bulk-6-next-start")
    desk.see(f"Hookswitch ended before {left} webhooks were changed")
    desk.click("Check, then go on…")
    desk.see(f"Go on with {left} webhooks", BUTTONS)
    desk.step("bulk-7-go-on")
    sent = len(proxy.writes())
    desk.click(f"Go on with {left} webhooks")
    desk.see(f"{left} of {left} webhooks changed")
    desk.step("bulk-8-done")
    check("each that was left was sent once", len(proxy.writes()) == sent + left)
    check("all are off", off(server, wanted) == wanted)
    check_nothing_else_changed(server, before)
    desk.click("Close")
    desk.quit_app()
    check_clean(server)


def active(server):
    return sum(hook["active"] for hook in server.hooks().values())


def killed(desk):
    """The program ends without a word while the third of them is on its way, and the company gets that one later."""
    server, proxy = open_company(desk)
    before, wanted = choose_many(desk, server, proxy)
    count = len(wanted)
    proxy.hold("PUT", after=2)
    desk.click(f"Deactivate {count} webhooks")
    until("the third on its way", lambda: len(proxy.writes()) == 3)
    desk.app.send_signal(signal.SIGKILL)
    desk.app.wait()
    check_nothing_else_changed(server, before)
    proxy.release("PUT")
    until("the third is off", lambda: len(off(server, wanted)) == 3)
    third = off(server, wanted)

    desk.open_app()
    desk.see(f"Hookswitch ended before {count - 3} webhooks were changed")
    until("what became of the third", lambda: any(
        node.name == f"{name}: answer lost; looked up: done" for name in third for node in desk.nodes()))
    desk.step("killed-1-next-start")
    desk.quit_app()
    finish(desk, server, proxy, before, wanted)
