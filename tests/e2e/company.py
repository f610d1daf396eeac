"""The demo company that a case is played with: what it holds, asked and changed behind the window's back, and a proxy
before it that counts what the window sends and can make it wait."""

import base64
import http.client
import http.server
import json
import os
import threading
import urllib.request

from desk import DEADLINE, TERMINAL, Failed, check, output


class Server:
    """The demo company, served, and asked by the terminal program or by hand."""

    def __init__(self, key):
        self.key = key
        self.base = key["base_url"]

    def listing(self, *options):
        answer = self.terminal("list", "--json", *options)
        check(f"the list can be read: {answer.stderr}", answer.returncode == 0)
        return json.loads(answer.stdout)["webhooks"]

    def terminal(self, *arguments):
        env = os.environ | {"AIRCALL_API_ID": self.key["api_id"], "AIRCALL_API_TOKEN": self.key["api_token"]}
        return output(TERMINAL, "--api-url", self.base, *arguments, env=env)

    def call(self, method, path, body=None):
        """Past the window and the terminal program, as another admin's tool does it."""
        request = urllib.request.Request(f"{self.base}/v1{path}", method=method)
        request.add_header("Authorization", f"Basic {self.pair()}")
        request.add_header("Content-Type", "application/json")
        request.data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(request, timeout=DEADLINE) as answer:
            content = answer.read()
        return json.loads(content) if content else None

    def hooks(self):
        """All of them by their names, the nameless one by its URL: what an admin can see of each."""
        page = [hook for number in (1, 2, 3)
                for hook in self.call("GET", f"/webhooks?per_page=50&page={number}")["webhooks"]]
        return {hook.get("custom_name") or hook["url"]: state(hook) for hook in page}

    def hook(self, name):
        return self.hooks()[name]

    def change(self, name, **fields):
        """As Aircall wants it: with the full list of events."""
        now = self.hook(name)
        body = {"custom_name": now["name"], "url": now["url"], "events": sorted(now["events"]), "active": now["active"]}
        self.call("PUT", f"/webhooks/{now['id']}", body | fields)

    def delete(self, name):
        self.call("DELETE", f"/webhooks/{self.hook(name)['id']}")

    def pair(self):
        return base64.b64encode(f"{self.key['api_id']}:{self.key['api_token']}".encode()).decode()

    def secrets(self):
        """What no file may hold: the key, as text and as it is sent, the webhooks' tokens, the URLs' query values."""
        key = self.key
        found = [key["api_id"], key["api_token"], key["access_token"], self.pair().rstrip("=")]
        for hook in self.listing("--reveal"):
            found.append(hook["token"])
            if "?" in hook["url"]:
                found += [part.split("=", 1)[-1] for part in hook["url"].split("?", 1)[1].split("&")]
        return [secret for secret in found if secret]


def state(hook):
    return {"id": hook["webhook_id"], "name": hook.get("custom_name"), "url": hook["url"], "active": hook["active"],
            "events": frozenset(hook["events"])}


class Proxy:
    """Stands between the window and the company. Ends with the case."""

    def __init__(self, server):
        self.server = server
        self.seen = []
        self.lock = threading.Condition()
        self.passes = {}
        handler = type("Handler", (Handler,), {"proxy": self})
        self.socket = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.socket.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.socket.server_port}"
        threading.Thread(target=self.socket.serve_forever, daemon=True).start()

    def hold(self, method, after=0):
        """Lets so many more requests of a method pass, and keeps the others waiting until `release`."""
        with self.lock:
            self.passes[method] = after

    def release(self, method):
        with self.lock:
            self.passes.pop(method, None)
            self.lock.notify_all()

    def arrives(self, method, path):
        """Writes the request down, and waits where it is to wait."""
        with self.lock:
            self.seen.append((method, path))
            if self.passes.get(method, 0) > 0:
                self.passes[method] -= 1
                return
            if not self.lock.wait_for(lambda: method not in self.passes, timeout=DEADLINE):
                raise Failed(f"{method} {path} was never let through")

    def count(self, method, path):
        with self.lock:
            return self.seen.count((method, path))

    def writes(self):
        """What would change something, so far."""
        with self.lock:
            return [request for request in self.seen if request[0] != "GET"]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    proxy = None

    def pass_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.proxy.arrives(self.command, self.path.split("?", 1)[0])
        there = http.client.HTTPConnection(self.proxy.server.base.split("//", 1)[1], timeout=DEADLINE)
        try:
            there.request(self.command, self.path, body or None, dict(self.headers))
            answer = there.getresponse()
            content = answer.read()
        finally:
            there.close()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("content-length", "transfer-encoding", "connection", "date"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = pass_on

    def handle(self):
        try:
            super().handle()
        except OSError:
            pass  # whoever asked has gone, as a window does that is killed

    def log_message(self, *_):
        pass
