"""Many small guests that stop together, against the slowest of them alone and against libvirt-guests' own script.

The guests hear ACPI and have no agent. They are booted anew for each measurement, and none is asked before all of them
listen: libvirt-guests asks only once.
"""

import os
import re

from bench_measure import COLOC, QUICK, WORK, Broken, measured, run, turns

SCRIPT = "/usr/lib/libvirt/libvirt-guests.sh"
SETTINGS = "/etc/default/libvirt-guests"
# The script takes this for a stop that nothing followed.
LIST = "/var/lib/libvirt/libvirt-guests"
SIZES = [2, 8, 16]


def stop_together(table):
    sizes = [int(size) for size in os.environ.get("COLOC_BENCH_GUESTS", "").split()] or SIZES
    run(COLOC, "image", "import", f"{WORK}/guest.qcow2", "--os", "debian", "--release", "12")
    names = []
    for size in sizes:
        for number in range(len(names), size):
            names.append(f"guest-{number}")
            # It waits for the first boot: the guest tells its host keys there.
            run(COLOC, "vm", "create", names[-1], "--tenant", "me", "--os", "debian", "--vcpus", "1", "--memory", "384M",
                "--disk", "3G", "--timeout", "600")  # fmt: skip
            run(COLOC, "vm", "kill", names[-1], "--confirm", names[-1])
        measure(table, names)
    for name in names:
        run(COLOC, "vm", "delete", name, "--now", "--confirm", name)


def measure(table, names):
    count = len(names)
    parallel(count)
    alone, mine = "the slowest alone", f"coloc vm stop --all, {count} at once"
    serial, together = "libvirt-guests, one by one", f"libvirt-guests, PARALLEL_SHUTDOWN={count}"
    times = turns(
        1 if QUICK else 3,
        {
            alone: lambda: booted(names, lambda: max(one(name) for name in names)),
            mine: lambda: booted(names, lambda: measured(COLOC, "vm", "stop", "--all", "--yes")[0]),
            serial: lambda: booted(names, lambda: by_script(0)),
            together: lambda: booted(names, lambda: by_script(count)),
        },
        warm=False,
    )
    what = f"stopping {count} guests: `coloc vm stop --all`"
    if count <= os.cpu_count():
        table.judge(what, mine, alone, times, 1.3)
    else:
        table.compare(f"{what}, more guests than processors", mine, alone, times)
    table.compare("the same", mine, serial, times)
    table.compare("the same", mine, together, times)


def one(name):
    return measured(COLOC, "vm", "stop", name)[0]


def by_script(count):
    """What Debian's libvirt-guests.service runs when the host shuts down."""
    with open(SETTINGS, "w", encoding="utf-8") as file:
        file.write(f"ON_SHUTDOWN=shutdown\nPARALLEL_SHUTDOWN={count}\nSHUTDOWN_TIMEOUT=300\n")
    if os.path.exists(LIST):
        os.remove(LIST)
    return measured(SCRIPT, "stop")[0]


def booted(names, stop):
    """Boots the guests, stops them, and makes sure that they stopped."""
    run(COLOC, "vm", "start", *names)
    for name in names:
        run(COLOC, "vm", "wait", name, "--timeout", "600")
        listens(name)
    seconds = stop()
    left = run("virsh", "-q", "list", "--name").split()
    if left:
        raise Broken(f"{', '.join(left)} did not stop")
    return seconds


def listens(name):
    """Waits until a guest's acpid runs: it is the last thing that the guest starts."""
    command = "for i in 1 2 3 4 5 6 7 8 9 10; do pidof acpid && exit; sleep 1; done; exit 1"
    run(COLOC, "vm", "ssh", name, "-i", f"{WORK}/key", "--", command)


def parallel(count):
    """Lets coloc stop so many at once; its own setting is 4, made for old disks."""
    path = f"{os.environ['COLOC_HOME']}/coloc.yaml"
    with open(path, encoding="utf-8") as file:
        text, found = re.subn(r"(?m)(^stop:\n(?: .*\n)*?  parallel: )\d+", rf"\g<1>{count}", file.read())
    if found != 1:
        raise Broken("coloc.yaml has no stop.parallel")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
