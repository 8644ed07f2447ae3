"""How scripts/bench measures and judges; what is measured stands in bench.py and bench_stop.py."""

import os
import statistics
import subprocess
import sys
import time

OPTIONS = {word for word in sys.argv[1:] if word.startswith("--")}
QUICK = "--quick" in OPTIONS
ONLY = {part for word in OPTIONS if word.startswith("--only=") for part in word.removeprefix("--only=").split(",")}
WORK, RESULT = [word for word in sys.argv[1:] if not word.startswith("--")]
COLOC = f"{WORK}/coloc"
MIB = 1 << 20
# The most memory that a program had at once, by what was typed.
PEAK = {}


def wanted(part):
    """Whether a part of the bench is to run: all of them, unless --only names some."""
    return not ONLY or part in ONLY


class Broken(Exception):
    pass


def run(*argv, stdin=None):
    """Runs a program, returns its output; what fails ends the bench."""
    done = subprocess.run(argv, input=stdin, capture_output=True, text=True, cwd=WORK)
    if done.returncode != 0:
        raise Broken(f"{' '.join(argv)[:300]}: exit {done.returncode}\n{done.stdout[-1000:]}{done.stderr[-2000:]}")
    return done.stdout


def measured(*argv, stdin=subprocess.DEVNULL):
    """Runs a program, returns seconds and its own peak memory in bytes."""
    before = time.perf_counter()
    child = subprocess.Popen(argv, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=WORK)
    out, err = child.stdout.read(), child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - before
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stdout.close()
    child.stderr.close()
    if child.returncode != 0:
        raise Broken(f"{' '.join(argv)[:300]}: exit {child.returncode}\n{(out + err).decode()[-2000:]}")
    return seconds, usage.ru_maxrss * 1024


def turns(rounds, candidates, warm=True):
    """Measures candidates (name: function returning seconds) in turns, after one turn that does not count if `warm`."""
    times = {name: [] for name in candidates}
    for number in range(0 if warm else 1, rounds + 1):
        for name, candidate in candidates.items():
            seconds = candidate()
            if number > 0:
                times[name].append(seconds)
        print(f"bench: turn {number} of {rounds}: " + ", ".join(candidates), file=sys.stderr)
    return times


class Table:
    def __init__(self):
        self.rows, self.missed = [], 0

    def judge(self, what, mine, theirs, times, target):
        """A row for a ratio of medians, and what was measured."""
        left, right = statistics.median(times[mine]), statistics.median(times[theirs])
        ratio = left / right
        met = ratio <= target
        self.missed += not met
        self.rows.append(
            [what, ms(times[mine]), f"`{theirs}` {ms(times[theirs])}", f"{ratio:.2f} ×", f"{target} ×", verdict(met)]
        )

    def compare(self, what, mine, theirs, times):
        """A row for a ratio of medians that nobody set a target for."""
        ratio = statistics.median(times[mine]) / statistics.median(times[theirs])
        self.rows.append([what, ms(times[mine]), f"`{theirs}` {ms(times[theirs])}", f"{ratio:.2f} ×", "", ""])

    def limit(self, what, value, limit, unit):
        met = value <= limit
        self.missed += not met
        self.rows.append([what, f"{value / unit:.1f} MiB", "", "", f"{limit / unit:.0f} MiB", verdict(met)])

    def within(self, what, times, limit):
        """A row for a median in seconds that has to stay below a limit."""
        met = statistics.median(times) <= limit
        self.missed += not met
        self.rows.append([what, ms(times), "", "", f"{limit * 1e3:.0f} ms", verdict(met)])

    def tell(self, what, times):
        self.rows.append([what, ms(times), "", "", "", ""])


def ms(times):
    """Median, and in parentheses the fastest and the slowest."""
    return f"{statistics.median(times) * 1e3:.0f} ms ({min(times) * 1e3:.0f}–{max(times) * 1e3:.0f})"


def verdict(met):
    return "met" if met else "**missed**"


def seconds_of(*argv):
    def candidate():
        seconds, memory = measured(*argv)
        name = " ".join([os.path.basename(argv[0]), *argv[1:]])
        PEAK[name] = max(PEAK.get(name, 0), memory)
        return seconds

    return candidate
