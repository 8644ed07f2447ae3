"""What bringing 1,000 running VMs down would do: the plan, over libvirt's test driver, so that no guest runs for it.

The test driver lives in the process that asks and makes its domains anew each time, so its share is measured beside it;
and `coloc vm list` reads the same manifest and lists the same domains, but makes no plan.
"""

import copy
import json
import os
import shutil
import uuid
from unittest import mock

from bench_measure import COLOC, QUICK, WORK, Broken, run, seconds_of, turns

COUNT = 1000


def plan_of_many(table, rounds):
    home, fixture = f"{WORK}/plan-home", f"{WORK}/plan.xml"
    shutil.copytree(os.environ["COLOC_HOME"], home)
    vms = many_vms(home)
    with open(fixture, "w", encoding="utf-8") as file:
        file.write("<node>" + "".join(domain(vm) for vm in vms) + "</node>")
    with mock.patch.dict(os.environ, COLOC_HOME=home, COLOC_URI=f"test://{fixture}"):
        planned = json.loads(run(COLOC, "power", "down", "--dry-run", "--json"))["items"]
        if len(planned) != COUNT or not all(item["tenant"] == "me" for item in planned):
            raise Broken(f"the plan has {len(planned)} VMs, not {COUNT} of the tenant's")
        mine, listing = "coloc power down --dry-run", "coloc vm list"
        driver = f"virsh -c test://{fixture} list --all"
        times = turns(
            rounds,
            {
                mine: seconds_of(COLOC, "power", "down", "--dry-run", "--json"),
                listing: seconds_of(COLOC, "vm", "list", "--json"),
                driver: seconds_of(*driver.split()),
            },
        )
    plan = [with_plan - without for with_plan, without in zip(times[mine], times[listing])]
    table.within("1,000 running VMs: the plan, `coloc power down --dry-run` less `coloc vm list`", plan, 0.1)
    table.tell("all of `coloc power down --dry-run`: start-up, manifest, domains, plan, JSON", times[mine])
    table.tell("of both, libvirt's test driver making 1,000 domains: `virsh list --all`", times[driver])


def many_vms(home):
    path = f"{home}/tenants/me.json"
    with open(path, encoding="utf-8") as file:
        manifest = json.load(file)
    first = manifest["vms"][0]
    manifest["vms"] = []
    for number in range(COUNT):
        vm = copy.deepcopy(first)
        vm.update(name=f"vm-{number}", uuid=str(uuid.uuid4()), mac=f"52:54:00:be:{number // 256:02x}:{number % 256:02x}")
        # A hundred places: the schedule goes through all jobs once for each.
        vm["power"] = dict(vm["power"], order=number % 100)
        vm.update(ipv4=f"10.200.{number // 200}.{10 + number % 200}")
        manifest["vms"].append(vm)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(manifest, file, indent=2, sort_keys=True)
    return manifest["vms"]


def domain(vm):
    return (
        f"<domain type='test'><name>{vm['name']}</name><uuid>{vm['uuid']}</uuid><memory>65536</memory>"
        "<vcpu>1</vcpu><os><type>hvm</type></os></domain>"
    )
