"""Runs inside the lab for scripts/bench: measures, judges, writes the table.

Times are wall clock of one process from its start to its end, its output going to a pipe that is read. What is compared
runs in turns (A B C A B C …), so that a machine that grows slower meanwhile is unfair to none; what counts are medians.
"""

import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import uuid
import xml.etree.ElementTree as ElementTree

from bench_measure import COLOC, MIB, ONLY, PEAK, QUICK, RESULT, WORK, Broken, Table, measured, run, seconds_of, turns, wanted
from bench_plan import plan_of_many
from bench_prune import decide
from bench_stop import stop_together

os.environ.update(
    COLOC_HOME=f"{WORK}/home",
    HOME=f"{WORK}/user",
    LC_ALL="C.UTF-8",
    LIBVIRT_DEFAULT_URI="qemu:///system",
)
os.environ.pop("COLOC_PROGRESS", None)
os.makedirs(os.environ["HOME"], exist_ok=True)


# --- The rack ----------------------------------------------------------------------------------------------------------


def set_up():
    os.environ["USER"] = "root"
    run(COLOC, "init", "--trial")
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "bench", "-f", f"{WORK}/key")
    run(COLOC, "tenant", "add", "me", "--self", "--ssh-key", f"{WORK}/key.pub")
    run(COLOC, "image", "import", f"{WORK}/disk.qcow2", "--os", "debian", "--release", "12")
    # A rack in use: the first reservation of a network makes libvirt restart its dnsmasq, which takes a second.
    run(COLOC, "vm", "create", *request("standing"), "--no-wait")
    run(COLOC, "vm", "kill", "standing", "--confirm", "standing")


def request(name):
    return [name, "--tenant", "me", "--os", "debian", "--vcpus", "1", "--memory", "384M", "--disk", "4G"]


def plan(name):
    """What coloc would make: rendered seed and domain, for the others to make the same."""
    text = run(COLOC, "vm", "create", *request(name), "--dry-run", "--show", "seed,xml", "--json")
    return json.loads(text)["items"][0]


def create_by_coloc():
    seconds, memory = measured(COLOC, "vm", "create", *request("bench-coloc"), "--no-wait")
    run(COLOC, "vm", "delete", "bench-coloc", "--now", "--confirm", "bench-coloc")
    PEAK["coloc vm create"] = max(PEAK.get("coloc vm create", 0), memory)
    return seconds


def write_seed(planned):
    names = {"user-data": "userData", "meta-data": "metaData", "network-config": "networkConfig"}
    for name, key in names.items():
        with open(f"{WORK}/{name}", "w", encoding="utf-8") as file:
            file.write(planned[key])
    return [f"{WORK}/{name}" for name in names]


def create_by_virsh(image):
    """The bare minimum by hand: the same disk, seed and domain, but no lock, no record, no reservation, no check."""
    planned = plan("bench-virsh")
    files = write_seed(planned)
    domain = ElementTree.fromstring(planned["domainXML"])
    disk, seed = [source.get("file") for source in domain.findall("./devices/disk/source")]
    pool = POOL
    with open(f"{WORK}/domain.xml", "w", encoding="utf-8") as file:
        file.write(planned["domainXML"])
    disk, seed = os.path.basename(disk), os.path.basename(seed)
    steps = [
        ["xorriso", "-as", "mkisofs", "-quiet", "-volid", "cidata", "-joliet", "-rock", "-o", f"{WORK}/seed.iso", *files],
        ["virsh", "-q", "vol-create-as", pool, disk, "4G", "--format", "qcow2"]
        + ["--backing-vol", image["volume"], "--backing-vol-format", "qcow2"],
        ["virsh", "-q", "vol-create-as", pool, seed, "SIZE", "--format", "raw"],
        ["virsh", "-q", "vol-upload", seed, f"{WORK}/seed.iso", "--pool", pool],
        ["virsh", "-q", "define", f"{WORK}/domain.xml"],
    ]
    total = 0.0
    for step in steps:
        if "SIZE" in step:
            step[step.index("SIZE")] = str(os.path.getsize(f"{WORK}/seed.iso"))
        total += measured(*step)[0]
    start = measured("virsh", "-q", "start", "bench-virsh")[0]
    STARTS.append(start)
    run("virsh", "-q", "destroy", "bench-virsh")
    interface = domain.find("./devices/interface")
    interface.remove(interface.find("filterref"))
    ElementTree.ElementTree(domain).write(f"{WORK}/domain.xml", encoding="utf-8")
    run("virsh", "-q", "define", f"{WORK}/domain.xml")
    BARE.append(measured("virsh", "-q", "start", "bench-virsh")[0])
    run("virsh", "-q", "destroy", "bench-virsh")
    run("virsh", "-q", "undefine", "bench-virsh")
    run("virsh", "-q", "vol-delete", disk, "--pool", pool)
    run("virsh", "-q", "vol-delete", seed, "--pool", pool)
    os.remove(f"{WORK}/seed.iso")
    return total + start


STARTS, BARE = [], []


def create_by_virt_install(image, filtered):
    """With `filtered`, the same packet filter and port isolation: most of a start's time is spent on filters."""
    planned = plan("bench-install")
    guard = []
    if filtered:
        ref = ElementTree.fromstring(planned["domainXML"]).find("./devices/interface/filterref")
        path = "./devices/interface/filterref"
        guard = ["--xml", "./devices/interface/port/@isolated=yes", "--xml", f"{path}/@filter={ref.get('filter')}"]
        for parameter in ref.findall("parameter"):
            guard += ["--xml", f"{path}/parameter/@name={parameter.get('name')}"]
            guard += ["--xml", f"{path}/parameter/@value={parameter.get('value')}"]
    user, meta, network = write_seed(planned)
    seconds, _ = measured(
        "virt-install", "--quiet", "--import", "--name", "bench-install", "--memory", "384", "--vcpus", "1",
        "--virt-type", re.search(r'<domain type="(\w+)"', planned["domainXML"]).group(1),
        "--osinfo", "detect=off,require=off", "--graphics", "none", "--noautoconsole",
        "--disk", f"pool={POOL},size=4,format=qcow2,backing_store={image['path']},backing_format=qcow2",
        "--network", f"network={NETWORK}",
        "--cloud-init", f"user-data={user},meta-data={meta},network-config={network}",
        *guard,
    )  # fmt: skip
    run("virsh", "-q", "destroy", "bench-install")
    run("virsh", "-q", "undefine", "bench-install")
    run("virsh", "-q", "pool-refresh", POOL)
    for line in run("virsh", "-q", "vol-list", POOL).splitlines():
        if line.split()[0].startswith("bench-install"):
            run("virsh", "-q", "vol-delete", line.split()[0], "--pool", POOL)
    return seconds


def define_many(count):
    lines = []
    for number in range(count):
        path = f"{WORK}/many-{number}.xml"
        with open(path, "w", encoding="utf-8") as file:
            file.write(
                f"<domain type='qemu'><name>other-{number}</name><uuid>{uuid.uuid4()}</uuid><memory>65536</memory>"
                "<vcpu>1</vcpu><os><type arch='x86_64' machine='q35'>hvm</type></os></domain>"
            )
        lines.append(f"define {path}")
    run("virsh", "-q", stdin="\n".join(lines) + "\n")
    for number in range(count):
        os.remove(f"{WORK}/many-{number}.xml")


# --- A publisher on loopback -------------------------------------------------------------------------------------------

MIRROR = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Tests", "HostTests", "Fixtures", "mirror")
PUBLISHED = "bookworm/latest/debian-12-genericcloud-amd64.qcow2"


def publish(size):
    """Serves a qcow2 file with `size` bytes of data as Debian would; returns the server and the file's address."""
    place = f"{WORK}/mirror/{os.path.dirname(PUBLISHED)}"
    os.makedirs(place)
    with open(f"{WORK}/random", "wb") as file:
        for _ in range(size // MIB):
            file.write(os.urandom(MIB))
    run("qemu-img", "convert", "-f", "raw", "-O", "qcow2", f"{WORK}/random", f"{WORK}/mirror/{PUBLISHED}")
    os.remove(f"{WORK}/random")
    with open(f"{place}/SHA512SUMS", "w", encoding="utf-8") as file:
        digest = run("sha512sum", f"{WORK}/mirror/{PUBLISHED}").split()[0]
        file.write(f"{digest}  {os.path.basename(PUBLISHED)}\n")
    server = subprocess.Popen(
        ["/usr/bin/python3", "-B", MIRROR, f"{WORK}/mirror"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    base = f"http://127.0.0.1:{server.stdout.readline().strip()}/ok"
    templates = f"{os.environ['COLOC_HOME']}/templates/debian"
    os.makedirs(templates)
    with open(f"{templates}/images.yaml", "w", encoding="utf-8") as file:
        file.write(f"base: {base}\n")
    return server, f"{base}/{PUBLISHED}"


def pull_by_coloc():
    seconds, memory = measured(COLOC, "image", "pull", "debian", "--release", "12", "--refresh", "--quiet")
    PEAK["coloc image pull"] = max(PEAK.get("coloc image pull", 0), memory)
    for image in json.loads(run(COLOC, "image", "list", "--json"))["items"]:
        if image["source"].startswith("http"):
            run(COLOC, "image", "remove", image["name"], "--confirm", image["name"])
    return seconds


def pull_by_hand(address):
    """What one types: fetch, sum. The file is where it came to, nothing has looked into it, no pool has it."""
    file = f"{WORK}/by-hand.qcow2"
    seconds = measured("curl", "-sSf", "-o", file, address)[0] + measured("sha512sum", file)[0]
    os.remove(file)
    return seconds


def rack_of(count, image):
    """A rack of many VMs, off: their records beside the first one's, their disks by hand, the domains by `coloc recover`."""
    path = f"{os.environ['COLOC_HOME']}/tenants/me.json"
    with open(path, encoding="utf-8") as file:
        manifest = json.load(file)
    first = manifest["vms"][0]
    pool = os.path.dirname(image["path"])
    seed = f"{pool}/standing-{first['uuid'][:8]}-seed.iso"
    address = first["ipv4"].rsplit(".", 1)[0]
    names = []
    for number in range(count):
        vm = dict(first, name=f"vm-{number}", uuid=str(uuid.uuid4()), disk=64 * MIB, ipv4=f"{address}.{100 + number}")
        vm["mac"] = f"52:54:00:be:ef:{number:02x}"
        volume = f"{pool}/{vm['name']}-{vm['uuid'][:8]}"
        run("qemu-img", "create", "-q", "-f", "qcow2", "-o", "compat=1.1", "-F", "qcow2", "-b", image["path"],
            f"{volume}.qcow2", "64M")  # fmt: skip
        shutil.copyfile(seed, f"{volume}-seed.iso")
        for file in [f"{volume}.qcow2", f"{volume}-seed.iso"]:
            os.chmod(file, 0o600)
        manifest["vms"].append(vm)
        names.append(vm["name"])
    with open(path, "w", encoding="utf-8") as file:
        json.dump(manifest, file, indent=2, sort_keys=True)
    run("virsh", "-q", "pool-refresh", POOL)
    run(COLOC, "recover")
    return names


# --- The measurements --------------------------------------------------------------------------------------------------


def facts():
    cpu = re.search(r"model name\s*: (.*)", open("/proc/cpuinfo").read())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    os_name = re.search(r'PRETTY_NAME="(.*)"', open("/etc/os-release").read()).group(1)
    versions = run("virsh", "version")
    return [
        ("Date", datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d")),
        ("coloc", run(COLOC, "--version").strip()),
        ("Processor", f"{cpu.group(1) if cpu else 'unknown'}, {os.cpu_count()} × , no KVM in the lab: guests are emulated"),
        ("Memory", f"{memory:.1f} GiB"),
        ("System", f"{os_name}, Linux {os.uname().release}"),
        ("libvirt", re.search(r"Using library: libvirt (\S+)", versions).group(1)),
        ("QEMU", re.search(r"hypervisor: QEMU (\S+)", versions).group(1)),
        ("virt-install", run("virt-install", "--version").strip()),
        ("Load before", "{:.1f} {:.1f} {:.1f}".format(*LOAD)),
    ]


def main():
    global POOL, NETWORK, LOAD
    LOAD = os.getloadavg()
    table = Table()
    set_up()
    POOL = NETWORK = run("virsh", "-q", "pool-list", "--name").split()[0]
    name = [line.split()[0] for line in run("virsh", "-q", "vol-list", POOL).splitlines()][0]
    image = {"volume": name, "path": run("virsh", "-q", "vol-path", name, "--pool", POOL).strip()}
    few, some, many = (5, 3, 3) if QUICK else (41, 11, 15)
    if wanted("list"):
        measure_start_up(table, few)
    if wanted("create"):
        measure_create(table, some, image)
    if wanted("pull"):
        measure_pull(table, few if QUICK else some)
    if wanted("stop"):
        stop_together(table)
    if wanted("plan"):
        plan_of_many(table, some)
    if wanted("prune"):
        decide(table, few)
    if wanted("status"):
        measure_hundred(table, some, image)
    if wanted("domains"):
        measure_thousand(table, many)
    table.limit("binary, stripped", os.path.getsize(COLOC), 70 * MIB, MIB)
    for name in PEAKS:
        if name in PEAK:
            table.limit(f"peak memory of `{name}`", PEAK[name], 60 * MIB, MIB)
    write(table)
    print(f"bench: {table.missed} target(s) missed" if table.missed else "bench: every target met", file=sys.stderr)
    sys.exit(2 if table.missed else 0)


PEAKS = ["coloc vm list", "coloc vm list --unmanaged", "coloc vm create", "coloc image pull", "coloc doctor",
         "coloc snapshot simulate"]


def measure_start_up(table, rounds):
    mine, theirs = "coloc vm list", "virsh list --all"
    times = turns(rounds, {mine: seconds_of(COLOC, "vm", "list"), theirs: seconds_of("virsh", "list", "--all")})
    table.judge("start-up: `coloc vm list`", mine, theirs, times, 0.9)


def measure_create(table, rounds, image):
    mine, raw, install = "coloc vm create", "xorriso, virsh ×5", "virt-install --import --cloud-init"
    guarded = "virt-install, with the same filter"
    times = turns(
        rounds,
        {
            mine: create_by_coloc,
            raw: lambda: create_by_virsh(image),
            install: lambda: create_by_virt_install(image, False),
            guarded: lambda: create_by_virt_install(image, True),
        },
    )
    table.judge("`coloc vm create --no-wait`", mine, raw, times, 0.9)
    table.judge("the same", mine, install, times, 0.5)
    table.judge("the same", mine, guarded, times, 0.5)
    table.tell("of the steps by hand, the bare `virsh start`", STARTS[1:])
    table.tell("`virsh start` of the same domain without its packet filter", BARE[1:])


def measure_pull(table, rounds):
    server, address = publish(300 * MIB)
    mine, theirs = "coloc image pull", "curl, sha512sum"
    times = turns(rounds, {mine: pull_by_coloc, theirs: lambda: pull_by_hand(address)})
    server.communicate()
    table.judge("300 MB from loopback: `coloc image pull`, up to the pool", mine, theirs, times, 1.1)


def measure_hundred(table, rounds, image):
    names = rack_of(100, image)
    status, doctor, loop = "coloc status", "coloc doctor", "a loop of virsh dominfo"
    times = turns(
        rounds,
        {
            status: seconds_of(COLOC, "status"),
            doctor: seconds_of(COLOC, "doctor"),
            loop: seconds_of("sh", "-c", f"for vm in {' '.join(names)}; do virsh -q dominfo $vm; done"),
        },
    )
    table.judge("100 VMs: `coloc status`", status, loop, times, 0.1)
    table.judge("100 VMs: `coloc doctor`", doctor, loop, times, 0.1)


def measure_thousand(table, rounds):
    define_many(1000)
    mine, theirs = "coloc vm list --unmanaged", "virsh list --all"
    stats = "virsh domstats --state --nowait"
    times = turns(
        rounds,
        {
            mine: seconds_of(COLOC, "vm", "list", "--unmanaged"),
            theirs: seconds_of("virsh", "list", "--all"),
            stats: seconds_of(*stats.split()),
        },
    )
    table.judge("1,000 domains: `coloc vm list --unmanaged`", mine, theirs, times, 0.25)
    table.tell("for comparison, `virsh domstats --state --nowait` over them", times[stats])


def write(table):
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench` (`scripts/bench`), not by hand. Wall clock of whole processes, release binary, a libvirt of",
        "its own in namespaces; what is compared runs in turns. Medians, in parentheses the fastest and the slowest; a ratio",
        "is one of medians. The steps by hand make the same disk, seed and domain as coloc does, without its locks, records,",
        "reservation and checks; their time is the sum of the programs' times.",
        "",
        "| what | coloc | against | ratio | target | |",
        "|---|---|---|---|---|---|",
    ]
    lines += ["| " + " | ".join(row) + " |" for row in table.rows]
    lines += ["", "| machine | |", "|---|---|"]
    lines += [f"| {key} | {value} |" for key, value in facts()]
    if ONLY:
        lines += ["", f"Only these parts were run: {', '.join(sorted(ONLY))}."]
    if QUICK:
        lines += ["", "A quick run with few turns: not the figures to go by."]
    with open(RESULT, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


try:
    main()
except Broken as broken:
    print(f"bench: {broken}", file=sys.stderr)
    sys.exit(70)
