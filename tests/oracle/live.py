# SPDX-License-Identifier: GPL-3.0-or-later
"""live - servers are started, asked, and every field of what they log is held against the request

Formats and requests are drawn anew; SEED=N draws those of a run again.  A server that is not
installed is skipped.  Debian: nginx apache2-bin haproxy lighttpd varnish squid gunicorn.
"""
import base64
import gzip
import http.server
import json
import os
import random
import shutil
import socket
import subprocess
import tempfile
import threading
import time

import tap
from tap import note, ok

SEED = int(os.environ.get("SEED") or random.SystemRandom().randrange(1 << 32))
REQUESTS = 60
rng = random.Random(SEED)
top = tempfile.mkdtemp(prefix="live-")
os.chmod(top, 0o777)
running = []


def find(tool):
    return shutil.which(tool, path=os.environ["PATH"] + ":/usr/sbin:/sbin")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def answer(path):
    """Status and bytes that the origin gives, as the query says."""
    query = dict(p.partition("=")[::2] for p in path.partition("?")[2].split("&"))
    return int(query.get("s", 200)), int(query.get("n", 0))


class Origin(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def reply(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, size = answer(self.path)
        self.send_response(status)
        if status not in (204, 304):
            self.send_header("Content-Length", str(size))
        self.end_headers()
        if self.command != "HEAD" and status not in (204, 304):
            self.wfile.write(b"x" * size)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = reply

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        """A server that closes a connection is no fault."""


origin = Server(("127.0.0.1", 0), Origin)
threading.Thread(target=origin.serve_forever, daemon=True).start()
ORIGIN = origin.server_address[1]

WORDS = ["cart", "a.b", "caf%C3%A9", "x%20y", "~ann", "a,b", "a;b=c", "a:b@c", "(x)", "it's", "%7B%7D", "-", "a+b", "1"]
AGENTS = ["curl/8", 'q"uo"te', "back\\slash", "ends with \\", "Mozilla/5.0 (X11; Linux x86_64) A/1 (KHTML, like B)", "-x", "a - b", "caf\u00e9", "x" * 300, "a, b : c", "#22{|}", "\\x22"]
REFERRERS = ["", "https://shop.example/", 'https://x.example/?a="b"', "https://x.example/a\\b", "-"]


def draw(plain):
    """A request; @plain: without bytes that a server might change or refuse."""
    r = {"method": rng.choice(["GET"] * 6 + ["POST", "HEAD", "PUT", "DELETE", "OPTIONS"])}
    status = rng.choice([200] * 5 + [201, 204, 301, 304, 404, 500, 503])
    words = [w for w in WORDS if not plain or w.replace(".", "").isalnum()]
    agents = [a for a in AGENTS if not plain or a.isascii() and "\\" not in a and '"' not in a and "#" not in a]
    r["path"] = "/" + "/".join(rng.choice(words) for _ in range(rng.randrange(4)))
    r["query"] = f"s={status}&n={rng.randrange(5000)}" + rng.choice(["", "", "&q=a%20b", "&x=/y?z"])
    r["user_agent"] = rng.choice(agents)
    r["referrer"] = rng.choice([x for x in REFERRERS if not plain or "\\" not in x and '"' not in x])
    r["user_id"] = rng.choice(["", "", "ann", "bob.b"])
    r["id"] = f"{rng.getrandbits(40):x}"
    return r


def send(port, r, target=""):
    """Ask, and learn what has come: status, and bytes of the body."""
    head = [f"{r['method']} {target}{r['path']}?{r['query']} HTTP/1.1", "Host: shop.example", f"X-Id: {r['id']}", "Connection: close"]
    head += [f"User-Agent: {r['user_agent']}"] + ([f"Referer: {r['referrer']}"] if r["referrer"] else [])
    if r["user_id"]:
        head.append("Authorization: Basic " + base64.b64encode(f"{r['user_id']}:x".encode()).decode())
    if r["method"] in ("POST", "PUT"):
        head.append("Content-Length: 2")
    body = "{}" if r["method"] in ("POST", "PUT") else ""
    got = b""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as s:
        s.sendall(("\r\n".join(head) + "\r\n\r\n" + body).encode())
        while piece := s.recv(65536):
            got += piece
    start, _, rest = got.partition(b"\r\n\r\n")
    r["status"] = int(start.split()[1])
    r["bytes"] = len(rest)
    r["port"] = port
    r["all_bytes"] = len(got)
    return r


def start(*command, **more):
    out = open(os.path.join(top, "out"), "ab")
    running.append(subprocess.Popen(command, stdout=more.get("stdout", out), stderr=out, cwd=top, env={**os.environ, **more.get("env", {})}))
    return running[-1]


def wait_for(port):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            time.sleep(0.05)
    return False


def put(name, text):
    path = os.path.join(top, name)
    with open(path, "w") as f:
        f.write(text)
    return path


def parse(log, *options):
    run = subprocess.run(["cxparse", "--max-bad", "0", *options, log], capture_output=True, check=False)
    return [json.loads(line) for line in run.stdout.splitlines()], run.stderr.decode().strip()


def wanted(r, fields):
    """What the record must have; a field that is not there must be absent."""
    want = {f: r[f] if r.get(f) not in ("", "-") else None for f in fields if f in r}
    return {**want, "protocol": "HTTP/1.1"} if "protocol" in fields else want


def check(name, port, log, options, fields, begun, plain=False, target="", adjust=None, stop=None):
    """Ask, read, compare, in the order of the requests."""
    if not wait_for(port):
        note(open(os.path.join(top, "out"), errors="replace").read()[-600:])
        ok(False, f"{name}: it runs")
        return
    time.sleep(0.3)  # what was asked to see whether it runs is logged, too
    before = sum(1 for _ in open(log, "rb")) if os.path.exists(log) else 0
    asked = [send(port, draw(plain), target) for _ in range(REQUESTS)]
    for _ in range(100):
        if os.path.exists(log) and sum(1 for _ in open(log, "rb")) >= before + REQUESTS:
            break
        time.sleep(0.05)
    if stop:
        stop()
    got, said = parse(log, *options)
    got = got[len(got) - REQUESTS :]
    wrong = []
    for i, (record, r) in enumerate(zip(got, asked)):
        want = {**wanted(r, fields), **(adjust(r, record) if adjust else {})}
        wrong += [(i, f, str(record.get(f))[:60], str(v)[:60], r["method"], r["path"]) for f, v in want.items() if record.get(f) != v]
        at = record.get("timestamp")
        if at is not None and not begun <= at[:19] <= time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() + 1)):
            wrong.append((i, "timestamp", at))
        wrong += [(i, f, record[f]) for f in ("duration_ms", "upstream_ms") if f in record and not 0 <= record[f] < 20000]
    ok(len(got) == REQUESTS and not wrong and not said, f"{name}: {REQUESTS} requests, every field")
    for w in wrong[:6] + ([said[:300]] if said else []):
        note(w)


def now():
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() - 1))


def draw_format(pieces, times):
    """Some of the directives in any order, with something between: text, and fields that they give."""
    chosen = rng.sample(pieces, rng.randrange(5, len(pieces))) + [rng.choice(times)]
    rng.shuffle(chosen)
    between = rng.choice([" ", " | ", "  ", ";;", "\t"])
    return between.join(text for text, _ in chosen), [f for _, field in chosen for f in field]


NGINX = [
    ("$remote_addr", ["client_ip"]), ('"$request"', ["method", "path", "query", "protocol"]), ("$status", ["status"]), ("$body_bytes_sent", ["bytes"]),
    ('"$http_referer"', ["referrer"]), ('"$http_user_agent"', ["user_agent"]), ("$remote_user", ["user_id"]), ("$host", ["host"]), ("$http_x_id", ["http_x_id"]),
    ("$server_port", ["server_port"]), ("$request_time", []), ("$upstream_response_time", []), ("$connection", []), ("$scheme", ["scheme"]),
]
NGINX_TIMES = [("[$time_local]", []), ("$time_iso8601", []), ("$msec", [])]


def more(r, record):
    return {k: v for k, v in {"client_ip": "127.0.0.1", "host": "shop.example", "http_x_id": r["id"], "server_port": r["port"], "scheme": "http", "local_port": r["port"]}.items() if k in record}


def nginx(escape):
    port, log = free_port(), os.path.join(top, f"nginx-{escape}.log")
    text, fields = draw_format(NGINX, NGINX_TIMES)
    proxy = f"location / {{ proxy_pass http://127.0.0.1:{ORIGIN}; }}"
    put("formats.conf", f"log_format drawn escape={escape} '{text}';\n")
    conf = put(f"nginx-{escape}.conf", f"""daemon off; pid {top}/nginx-{escape}.pid; error_log {top}/nginx-error.log; events {{}}
http {{ include formats.conf; access_log {log} drawn; client_body_temp_path {top}/b; proxy_temp_path {top}/p; fastcgi_temp_path {top}/f;
uwsgi_temp_path {top}/u; scgi_temp_path {top}/s; server {{ listen 127.0.0.1:{port}; {proxy} }} }}""")
    begun = now()
    start(find("nginx"), "-p", top, "-c", conf)
    check(f"nginx escape={escape} '{text}'", port, log, ("-f", "nginx", "--log-format", "@" + conf), fields, begun, adjust=more)
    return log, ("-f", "nginx", "--log-format", "@" + conf)


APACHE = [
    ("%h", ["client_ip"]), ('\\"%r\\"', ["method", "path", "query", "protocol"]), ("%>s", ["status"]), ("%B", ["bytes"]), ('\\"%{Referer}i\\"', ["referrer"]),
    ('\\"%{User-Agent}i\\"', ["user_agent"]), ("%{X-Id}i", ["http_x_id"]), ("%{local}p", ["local_port"]), ("%D", []), ("%P", []), ("%X", []), ("%O", []), ("%k", []), ("%{ms}T", []),
]
APACHE_TIMES = [("%t", []), ("%{%Y-%m-%dT%H:%M:%S}t.%{msec_frac}t", []), ("%{usec}t", []), ("%{%d/%b/%Y %T}t.%{usec_frac}t %{%z}t", [])]


def apache():
    port, log = free_port(), os.path.join(top, "apache.log")
    text, fields = draw_format(APACHE, APACHE_TIMES)
    modules = "".join(f"LoadModule {m}_module /usr/lib/apache2/modules/mod_{m}.so\n" for m in ("mpm_event", "authz_core", "proxy", "proxy_http"))
    conf = put("apache.conf", f"""ServerRoot {top}\nServerName shop.example\nPidFile {top}/apache.pid\nListen 127.0.0.1:{port}\n{modules}User nobody\nGroup nogroup
ErrorLog {top}/apache-error.log\nProxyPass / http://127.0.0.1:{ORIGIN}/ nocanon\nAllowEncodedSlashes NoDecode\nLogFormat "{text}" drawn\nCustomLog {log} drawn\n""")
    begun = now()
    start(find("apache2"), "-D", "FOREGROUND", "-f", conf, env={"TZ": "UTC"})
    check(f"Apache '{text}'", port, log, ("-f", "apache", "--log-format", "@" + conf), fields, begun, adjust=more)
    return log, ("-f", "apache", "--log-format", "@" + conf)


PARTS = ["method", "path", "query", "protocol", "status"]


def haproxy():
    port, log = free_port(), os.path.join(top, "haproxy.log")
    conf = put("haproxy.cfg", f"""global\n log stdout len 8192 format raw local0\ndefaults\n mode http\n log global\n option httplog
 timeout connect 5s\n timeout client 20s\n timeout server 20s\nfrontend web\n bind 127.0.0.1:{port}\n capture request header X-Id len 64\n default_backend app
backend app\n server s1 127.0.0.1:{ORIGIN}\n""")
    begun = now()
    start(find("haproxy"), "-db", "-f", conf, stdout=open(log, "wb"), env={"TZ": "UTC"})
    check("HAProxy httplog", port, log, ("-f", "haproxy"), PARTS, begun,
          adjust=lambda r, _: {"captures": [r["id"]], "frontend": "web", "backend": "app", "server": "s1"})
    return log, ("-f", "haproxy")


def lighttpd():
    port, log = free_port(), os.path.join(top, "lighttpd.log")
    conf = put("lighttpd.conf", f"""server.modules = ("mod_proxy", "mod_accesslog")\nserver.document-root = "{top}"\nserver.port = {port}\nserver.bind = "127.0.0.1"
server.errorlog = "{top}/lighttpd-error.log"\naccesslog.filename = "{log}"\nserver.http-parseopts = ("url-normalize" => "disable")
proxy.server = ("" => (("host" => "127.0.0.1", "port" => {ORIGIN})))\n""")
    begun = now()
    child = start(find("lighttpd"), "-D", "-f", conf)

    def stop():
        child.terminate()
        child.wait(10)

    check("lighttpd", port, log, ("-f", "lighttpd"), [*PARTS, "bytes", "referrer", "user_agent"], begun, plain=True, stop=stop,
          adjust=lambda r, _: {"client_ip": "127.0.0.1", "host": "shop.example"})
    return log, ("-f", "lighttpd")


def varnish():
    port, log = free_port(), os.path.join(top, "varnish.log")
    begun = now()
    start(find("varnishd"), "-F", "-n", f"{top}/varnish", "-a", f"127.0.0.1:{port}", "-b", f"127.0.0.1:{ORIGIN}", "-s", "malloc,16m", "-j", "none", "-p", "vsl_reclen=4084")
    if wait_for(port):
        start(find("varnishncsa"), "-n", f"{top}/varnish", "-w", log, "-t", "20")
        time.sleep(1.5)
    check("Varnish", port, log, ("-f", "varnish"), [*PARTS, "bytes", "referrer", "user_agent", "user_id"], begun,
          adjust=lambda r, _: {"client_ip": "127.0.0.1", "host": "shop.example", "scheme": "http"})
    return log, ("-f", "varnish")


def squid():
    port, log = free_port(), os.path.join(top, "squid.log")
    conf = put("squid.conf", f"""http_port 127.0.0.1:{port}\nhttp_access allow all\npid_filename {top}/squid.pid\ncache_log {top}/squid-cache.log\ncoredump_dir {top}
access_log stdio:{log} squid\nstrip_query_terms off\ncache deny all\nshutdown_lifetime 0 seconds\nbuffered_logs off\npinger_enable off\n""")
    begun = now()
    start(find("squid"), "-N", "-f", conf)
    check("Squid", port, log, ("-f", "squid"), ["method", "path", "query", "status"], begun, plain=True, target=f"http://127.0.0.1:{ORIGIN}",
          adjust=lambda r, _: {"client_ip": "127.0.0.1", "host": f"127.0.0.1:{ORIGIN}", "scheme": "http", "bytes": r["all_bytes"]})
    return log, ("-f", "squid")


APP = """
def app(environ, start):
    query = dict(p.partition("=")[::2] for p in environ["QUERY_STRING"].split("&"))
    status = query.get("s", "200")
    size = 0 if status in ("204", "304") or environ["REQUEST_METHOD"] == "HEAD" else int(query.get("n", 0))
    start(status + " x", [("Content-Length", str(size))] if status not in ("204", "304") else [])
    return [b"x" * size]
"""


def gunicorn():
    port, log = free_port(), os.path.join(top, "gunicorn.log")
    put("app.py", APP)
    begun = now()
    start(find("gunicorn"), "-b", f"127.0.0.1:{port}", "--access-logfile", log, "app:app")
    check("gunicorn", port, log, ("-f", "gunicorn"), [*PARTS, "referrer", "user_agent", "user_id"], begun, plain=True,
          adjust=lambda r, _: {"client_ip": "127.0.0.1"})
    return log, ("-f", "gunicorn")


def rotated(log, options):
    """The same log as a folder has it: older lines compressed, in the envelope of a container's log."""
    with open(log, "rb") as f:
        lines = f.readlines()
    form = options[1]
    wrapped = b"".join(b"2026-11-30T01:02:03.000000001Z stdout F " + line for line in lines)
    folder = os.path.join(top, "folder")
    os.makedirs(folder, exist_ok=True)
    name = os.path.join(folder, os.path.basename(log))
    with gzip.open(name + ".2.gz", "wb") as f:
        f.write(wrapped[: wrapped.find(b"\n") + 1])
    with open(name + ".1", "wb") as f:
        f.write(wrapped[wrapped.find(b"\n") + 1 :])
    alone, _ = parse(log, *options)
    run = subprocess.run(["cxparse", "-f", "cri+" + form, *options[2:], name + ".2.gz", name + ".1"], capture_output=True, check=False)
    got = [{k: v for k, v in json.loads(line).items() if k != "stream"} for line in run.stdout.splitlines()]
    ok(got == alone and got and not run.stderr, f"{os.path.basename(log)}: rotated, compressed, in an envelope: one command, nothing said")
    if run.stderr:
        note(run.stderr.decode()[:300])


note(f"SEED={SEED}")
try:
    for tool, ask in ("nginx", lambda: nginx("default")), ("nginx", lambda: nginx("json")), ("apache2", apache), ("haproxy", haproxy), ("lighttpd", lighttpd), (
        "varnishd", varnish), ("squid", squid), ("gunicorn", gunicorn):
        if find(tool) is None:
            ok(True, f"{tool} # SKIP not installed")
            continue
        found = ask()
        if found and os.path.exists(found[0]):
            rotated(*found)
finally:
    for child in reversed(running):
        child.terminate()
    for child in running:
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
    if "KEEP" in os.environ:
        note(top)
    else:
        shutil.rmtree(top, ignore_errors=True)
tap.done()
