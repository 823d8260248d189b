# SPDX-License-Identifier: GPL-3.0-or-later
"""run PAGE - run every block of commands of cx-scale(7), as it stands there, and compare

A block follows a comment that says which engine it is of, what that needs, and what runs it:

    .\\" engine: NAME; needs: WORD...; by: sh|python3[; says: TEXT]

A word is a command, python3:MODULE, or in capitals a variable of the environment that says where
a service is.  Of these KAFKA (librdkafka's own mock cluster), HTTP, AMQP and PGHOST are started
here for the run where their programs are installed and nothing is said; HADOOP_STREAMING is the
command with its jar, CX_STATIC the folder of the filters that make musl packs.  An engine that is
missing is skipped, by name.  What a block writes as result.ndjson must be the bytes of
want.ndjson, which the first block makes; one that `says` something must write that.  Rounds of the
block with offsets are killed first: all of a round, what reads, or what counts, each at another
moment.
"""
import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time



def plain(line):
    """A line of a literal block, without what mdoc needs"""
    line = re.sub(r"^\\&", "", line)
    return (line.replace(r"\-", "-").replace(r"\(aq", "'").replace(r"\(dq", '"')
            .replace(r"\e", "\\"))


def blocks(page):
    """(engine, needs, by, says, text) of each; a block that says nothing of itself is an error"""
    found, about, text = [], None, None
    with open(page, encoding="utf-8") as f:
        for n, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if line.startswith('.\\" engine: '):
                about = dict(part.split(": ", 1) if ": " in part else (part.rstrip(":"), "")
                             for part in line[4:].split("; "))
            elif line.startswith(".Bd"):
                if about is None:
                    sys.exit(f"{page}:{n}: a block of commands without its engine")
                text = []
            elif line.startswith(".Ed"):
                found.append((about["engine"], about["needs"].split(), about["by"],
                              about.get("says"), "\n".join(text) + "\n"))
                about = text = None
            elif text is not None:
                text.append(plain(line))
    return found


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(what, seconds=60):
    """True as soon as what() is, False when it is too late"""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.1)
    return False


def quiet(*command, env=None, **more):
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env,
                          check=False, **more).returncode == 0


class Services:
    """What is started when a block needs it, and ended with the run"""

    def __init__(self, work, stack):
        self.work, self.stack, self.known, self.beside = work, stack, {}, {}

    def where(self, name):
        """What the variable is to say; None where the service cannot be had"""
        if name in os.environ:
            return os.environ[name]
        if name not in self.known:
            start = getattr(self, "start_" + name.lower(), lambda: None)
            self.known[name] = start()
        return self.known[name]

    def spawn(self, command, **more):
        p = subprocess.Popen(command, start_new_session=True, **more)

        def end():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(p.pid, signal.SIGTERM)
            try:
                p.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(p.pid, signal.SIGKILL)
                p.wait()
        self.stack.callback(end)
        return p

    def start_http(self):
        port = free_port()
        self.spawn([sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)],
                   cwd=self.work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        url = f"http://127.0.0.1:{port}"
        return url if wait_for(lambda: quiet("curl", "-sf", url + "/query"), 10) else None

    def start_kafka(self):
        """librdkafka's mock cluster, in a consumer of its own; the events in four partitions"""
        if shutil.which("kcat") is None:
            return None
        log = os.path.join(self.work, "mock.log")
        with open(log, "wb") as f:
            self.spawn(["kcat", "-C", "-b", "x", "-X", "test.mock.num.brokers=1", "-t", "hold",
                        "-o", "end", "-d", "mock"], stdout=subprocess.DEVNULL, stderr=f)
        found = []

        def told():
            with open(log, encoding="utf-8", errors="replace") as f:
                found.extend(re.findall(r"bootstrap\.servers=([0-9.]+:\d+)", f.read()))
            return found
        if not wait_for(told, 10):
            return None
        with open(os.path.join(self.work, "events.ndjson"), "rb") as f:
            lines = f.readlines()
        for p in range(4):
            subprocess.run(["kcat", "-P", "-b", found[0], "-t", "events", "-p", str(p)],
                           input=b"".join(lines[p::4]), check=True)
        return found[0]

    def start_amqp(self):
        home = "/usr/lib/rabbitmq/bin/rabbitmq-server"
        if not os.path.exists(home) or shutil.which("epmd") is None:
            return None
        place = tempfile.mkdtemp(dir=self.work)
        port, epmd = free_port(), free_port()
        env = dict(os.environ, HOME=place, RABBITMQ_NODENAME=f"cx{port}@localhost",
                   RABBITMQ_NODE_PORT=str(port), RABBITMQ_DIST_PORT=str(free_port()),
                   RABBITMQ_MNESIA_BASE=place, RABBITMQ_LOG_BASE=place, RABBITMQ_LOGS="-",
                   RABBITMQ_ENABLED_PLUGINS_FILE=place + "/plugins", ERL_EPMD_PORT=str(epmd),
                   RABBITMQ_PID_FILE=place + "/pid", RABBITMQ_CONFIG_FILE=place + "/none")
        self.stack.callback(quiet, "epmd", "-kill", env=env)
        self.spawn([home], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        url = f"amqp://guest:guest@127.0.0.1:{port}"
        ready = wait_for(lambda: quiet("amqp-declare-queue", "-u", url, "-q", "ready"))
        return url if ready else None

    def start_pghost(self):
        if None in (shutil.which("initdb"), shutil.which("postgres"), shutil.which("psql")):
            return None
        place = tempfile.mkdtemp()
        self.stack.callback(shutil.rmtree, place, True)
        who = []
        if os.getuid() == 0:
            shutil.chown(place, "nobody")
            who = ["setpriv", "--reuid=nobody", "--clear-groups"]
        data = place + "/data"
        if not quiet(*who, "initdb", "-D", data, "-U", "cx", "-A", "trust"):
            return None
        self.spawn(who + ["postgres", "-D", data, "-k", place, "-c", "listen_addresses="],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.beside.update(PGUSER="cx", PGDATABASE="postgres")
        env = dict(os.environ, PGHOST=place, **self.beside)
        return place if wait_for(lambda: quiet("psql", "-c", "select 1", env=env)) else None


def stand_in(work):
    """An ssh that runs what it is told here: what goes over the wire is what is looked at"""
    place = os.path.join(work, "bin")
    os.makedirs(place, exist_ok=True)
    path = os.path.join(place, "ssh")
    with open(path, "w", encoding="utf-8") as f:
        f.write('#!/bin/sh\nwhile [ "$1" != here ]; do shift; done\nshift\n'
                '[ "$1" = -- ] && shift\nexec sh -c "$*"\n')
    os.chmod(path, 0o755)
    return place


def lacking(needs, services, env):
    """What of it there is not; where services are goes into env"""
    for word in needs:
        if word.startswith("python3:"):
            if not quiet("python3", "-c", "import " + word[8:]):
                return word[8:] + " of Python"
        elif word.isupper():
            env[word] = services.where(word) or ""
            env.update(services.beside)
            if not env[word]:
                return word
        elif shutil.which(word, path=env["PATH"]) is None:
            return word
    return None


def run_block(work, block, env):
    """What is wrong, or nothing"""
    engine, _, by, says, text = block
    result = os.path.join(work, "result.ndjson")
    with contextlib.suppress(FileNotFoundError):
        os.remove(result)
    command = ["python3", "-"] if by == "python3" else ["sh", "-e"]
    p = subprocess.run(command, input=text.encode(), cwd=work, env=env, stdout=subprocess.PIPE,
                       stderr=subprocess.PIPE, check=False)
    said = p.stdout.decode(errors="replace").strip()
    if p.returncode != 0:
        return f"ended with {p.returncode}: " + p.stderr.decode(errors="replace")[-2000:]
    if says is not None:
        return None if said == says else f"said '{said}', not '{says}'"
    if engine == "nothing":
        return None
    with open(result, "rb") as f, open(os.path.join(work, "want.ndjson"), "rb") as g:
        got, want = f.read(), g.read()
    if engine.endswith("reducers") and by == "python3":
        got, want = sorted(got.splitlines()), sorted(want.splitlines())
    return None if got == want else "the result differs from that of one run"


def members(group, names):
    """The processes of a group that run one of these programs"""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError), open(f"/proc/{pid}/stat", encoding="utf-8") as f:
            text = f.read()
            name, rest = text[text.index("(") + 1:text.rindex(")")], text[text.rindex(")") + 2:]
            if name in names and int(rest.split()[2]) == group:
                found.append(int(pid))
    return found


def kill_rounds(work, block, env, n=30):
    """The block, killed at another step each time; what it leaves is what the next one finds"""
    wait = 0.002
    for i in range(n):
        p = subprocess.Popen(["sh", "-e"], stdin=subprocess.PIPE, cwd=work, env=env,
                             start_new_session=True, stderr=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL)
        with contextlib.suppress(BrokenPipeError):
            p.stdin.write(block[4].encode())
            p.stdin.close()
        time.sleep(wait)
        with contextlib.suppress(ProcessLookupError):
            if i % 3 == 0:
                os.killpg(p.pid, signal.SIGKILL)
            for pid in members(p.pid, ("kcat",) if i % 3 == 1 else ("cxstat",)) if i % 3 else ():
                os.kill(pid, signal.SIGKILL)
        p.wait()
        wait = wait * 1.2


def main():
    page = os.path.abspath(sys.argv[1])
    found, skipped, failed = blocks(page), [], 0
    print(f"1..{len(found)}")
    with tempfile.TemporaryDirectory() as work, contextlib.ExitStack() as stack:
        services = Services(work, stack)
        for n, block in enumerate(found, 1):
            env = dict(os.environ, LC_ALL="C")
            if "sshlogin" in block[0]:
                env["PATH"] = stand_in(work) + ":" + env["PATH"]
            missing = lacking(block[1], services, env)
            if missing is not None:
                skipped.append(block[0])
                print(f"ok {n} # SKIP {block[0]}: no {missing}", flush=True)
                continue
            if "offsets" in block[0]:
                kill_rounds(work, block, env)
            begun = time.monotonic()
            wrong = run_block(work, block, env)
            took = time.monotonic() - begun
            print(("ok" if wrong is None else "not ok") + f" {n} - {block[0]}, {took:.1f} s",
                  flush=True)
            if wrong is not None:
                failed += 1
                print("\n".join("# " + line for line in wrong.splitlines()))
    if skipped:
        print(f"# {len(skipped)} skipped: " + ", ".join(skipped))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
