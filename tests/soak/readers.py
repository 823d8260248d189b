# SPDX-License-Identifier: GPL-3.0-or-later
"""readers - filters that run for the whole hour, and jobs that run often and are killed"""
import os
import random
import re
import signal
import subprocess
import threading
import time

GROWTH, SLACK_KB = 1.1, 2048    # what the last quarter may have more than the second


def peak(samples, total, low, high, which):
    return max((s[which] for s in samples if low * total <= s[0] <= high * total), default=0)


class Live:
    """A filter at the end of a pipe"""

    def __init__(self, name, folder, argv):
        self.name, self.out = name, os.path.join(folder, name + ".out")
        self.rejects = os.path.join(folder, name + ".late")
        self.err = os.path.join(folder, name + ".err")
        self.samples, self.taken = [], 0
        with open(self.out, "wb") as out, open(self.err, "wb") as err:
            self.process = subprocess.Popen(
                argv + ["--max-bad", "100%", "--rejects", self.rejects],
                stdin=subprocess.PIPE, stdout=out, stderr=err)

    def feed(self, text):
        at = 0
        while at < len(text):
            at += os.write(self.process.stdin.fileno(), text[at:at + 65536])
        self.taken += len(text)

    def sample(self, now):
        top = f"/proc/{self.process.pid}"
        try:
            with open(top + "/statm", encoding="ascii") as f:
                pages = int(f.read().split()[1])
            self.samples.append((now, pages * os.sysconf("SC_PAGESIZE") // 1024,
                                 len(os.listdir(top + "/fd"))))
        except OSError:
            pass

    def written(self):
        with open(self.out, "rb") as f:
            return f.read().count(b"\n")

    def end(self):
        self.process.stdin.close()
        return self.process.wait(600)

    def grown(self, total):
        """(KB early, KB late, descriptors early, late, whether they stand still)"""
        early, late = peak(self.samples, total, 0.25, 0.5, 1), peak(self.samples, total, 0.75, 1, 1)
        few, many = peak(self.samples, total, 0.25, 0.5, 2), peak(self.samples, total, 0.75, 1, 2)
        return early, late, few, many, late <= early * GROWTH + SLACK_KB and many <= few


class Job:
    """A command that cron would run: every third run is killed at a drawn moment of it"""

    def __init__(self, name, clock, argv, every, good=(0,), seed=0):
        self.name, self.clock, self.argv, self.every, self.good = name, clock, argv, every, good
        self.rng, self.runs, self.killed, self.again = random.Random(seed), 0, 0, 0
        self.usual, self.peaks, self.faults, self.over = 0.05, [], [], False
        self.thread = threading.Thread(target=self.work, daemon=True)

    def run(self, deadly):
        """True when the run has done what it had to; peak(1) of tests/fault says its memory"""
        begin = time.monotonic()
        p = subprocess.Popen(["peak", "999999999"] + self.argv(), stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                             start_new_session=True, env=dict(os.environ, CX_PEAK="1"))
        timer = threading.Timer(self.rng.uniform(0, 1.3) * self.usual, os.killpg,
                                (p.pid, signal.SIGKILL))
        if deadly:
            timer.start()
        said = p.stderr.read().decode(errors="replace")
        timer.cancel()
        p.stderr.close()
        p.wait()
        self.runs += 1
        if p.returncode == -signal.SIGKILL and deadly:
            self.killed += 1
            return False
        self.usual = 0.8 * self.usual + 0.2 * (time.monotonic() - begin)
        self.peaks.append((self.clock.now(), int(re.search(r"^peak: (\d+) KiB$", said, re.M)[1])))
        if p.returncode in self.good:
            return True
        self.again += 1
        if not re.search(r"run (it )?again|left for the next run", said):
            self.faults.append(f"status {p.returncode}: {said.strip()[-300:]}")
        return False

    def work(self):
        due = 0.0
        while not self.over:
            if self.clock.now() < due:
                time.sleep(0.02)
                continue
            self.run(self.runs % 3 == 2)
            due = self.clock.now() + self.every

    def start(self):
        self.thread.start()

    def end(self):
        """To the end of what was written: a run that finds nothing new is the last one"""
        self.over = True
        self.thread.join()
        for _ in range(20):
            if self.run(False) and self.run(False):
                return True
        return False

    def grown(self, total):
        early, late = peak(self.peaks, total, 0.25, 0.5, 1), peak(self.peaks, total, 0.75, 1, 1)
        return early, late, late <= early * GROWTH + SLACK_KB
