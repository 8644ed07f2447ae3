"""Which of 10,000 snapshots a policy keeps: read, decided and printed by one process, beside one with a single time."""

import datetime

from bench_measure import COLOC, WORK, PEAK, measured, turns

POLICY = "last=3,hourly=24,daily=7,weekly=4,monthly=6,yearly=5"


def decide(table, rounds):
    whole, empty = "10,000 times: `coloc snapshot simulate --json`, reading and printing too", "the same with one time"
    many, one = write_times(10_000), write_times(1)
    times = turns(rounds, {whole: lambda: simulate(many), empty: lambda: simulate(one)})
    table.within(whole, times[whole], 0.1)
    table.tell(empty, times[empty])


def write_times(count):
    """Hourly times, the last one today, through several nights in which the clocks change."""
    last = datetime.datetime.now(datetime.timezone.utc).replace(minute=0, second=0, microsecond=0)
    path = f"{WORK}/times-{count}"
    with open(path, "w", encoding="utf-8") as file:
        for number in reversed(range(count)):
            file.write((last - datetime.timedelta(hours=number)).strftime("%Y-%m-%dT%H:%M:%SZ\n"))
    return path


def simulate(path):
    with open(path, "rb") as times:
        argv = [COLOC, "snapshot", "simulate", "--keep", POLICY, "--zone", "Europe/Paris", "--json"]
        seconds, memory = measured(*argv, stdin=times)
    PEAK["coloc snapshot simulate"] = max(PEAK.get("coloc snapshot simulate", 0), memory)
    return seconds
