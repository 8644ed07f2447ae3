import Foundation

@testable import ColocKit

/// For each code what breaks exactly that in a healthy rack.
enum Breaks {
  typealias Break = @Sendable (DoctorBench) async throws -> Void

  static let all: [FindingCode: Break] = host.merging(objects) { $1 }.merging(files) { $1 }.merging(vms) { $1 }

  /// The host and what is around it.
  private static let host: [FindingCode: Break] = [
    .checkFailed: { bench in bench.examiner.arrange { $0.failing = ["filters at work"] } },
    .configUnreadable: { $0.breakConfiguration(Failure(.configuration, "coloc.yaml has a fault")) },
    .hostUnreachable: { await $0.test.host.goAway() },
    .libvirtOld: { try await versions($0, libvirt: 8_009_000, qemu: 7_002_000) },
    .libvirtBad: { try await versions($0, libvirt: 11_003_000, qemu: 7_002_000) },
    .qemuOld: { try await versions($0, libvirt: 9_000_000, qemu: 5_002_000) },
    .kvmBroken: { bench in
      var pinned = try Sample.vm("pinned", number: 9)
      pinned.memory = .gibibytes(1)
      try bench.test.change { $0.vms.append(pinned) }
      let rack = bench.test.configuration.rack
      bench.examiner.arrange { [pinned] facts in
        facts.domains[pinned.uuid] = DoctorBench.domain(of: pinned, rack, state: .off)
        facts.network?.reservations += [bench.test.rack().reservation(of: pinned)].compactMap { $0 }
        for name in pinned.volumes { facts.volumes[name] = DoctorBench.volume(name, .gibibytes(1)) }
      }
    },
    .kvmUnusable: { bench in bench.local.arrange { $0.files["/dev/kvm"] = FileFacts(user: 0, group: 0, mode: 0o660) } },
    .probeOutdated: { bench in await bench.test.host.arrange { $0.versions = (9_001_000, 7_002_000) } },
    .memoryOvercommitted: { bench in await bench.test.host.arrange { $0.memory = .gibibytes(3) } },
    .qemuUnconfined: { bench in await bench.test.host.arrange { $0.securityModels = ["none", "dac"] } },
    .libvirtGuests: { bench in
      bench.local.arrange { $0.texts["/etc/default/libvirt-guests"] = "#ON_BOOT=ignore\nON_BOOT=\"start\"\n" }
    },
    .groupLibvirt: { bench in bench.local.arrange { $0.groups["libvirt"] = ["zoe", "ana"] } },
    .timezoneUnknown: { bench in
      bench.local.arrange { $0.files["/usr/share/zoneinfo/Europe/Paris"] = FileFacts?.none }
    },
    .clockBehind: { bench in
      let later = Timestamp(seconds: bench.test.clock.source.now().seconds + 3600)
      try bench.test.home.append("{\"when\":\"\(later)\"}\n", to: "audit.jsonl")
    },
  ]

  /// Pool, network, filters and what runs on them.
  private static let objects: [FindingCode: Break] = [
    .poolMissing: { bench in bench.examiner.arrange { $0.pool = nil } },
    .poolForeign: { bench in bench.examiner.arrange { $0.pool?.isOurs = false } },
    .poolStopped: { bench in bench.examiner.arrange { $0.pool = pool($0.pool, active: false) } },
    .poolAutostart: { bench in bench.examiner.arrange { $0.pool?.autostart = false } },
    .poolPath: { bench in bench.examiner.arrange { $0.pool = pool($0.pool, path: "/srv/coloc") } },
    .poolLow: { bench in bench.examiner.arrange { $0.pool = pool($0.pool, available: .gibibytes(9)) } },
    .poolOvercommitted: { bench in bench.examiner.arrange { $0.pool = pool($0.pool, available: .gibibytes(29)) } },
    .networkMissing: { bench in bench.examiner.arrange { $0.network = nil } },
    .networkForeign: { bench in bench.examiner.arrange { $0.network?.isOurs = false } },
    .networkStopped: { bench in bench.examiner.arrange { $0.network?.active = false } },
    .networkAutostart: { bench in bench.examiner.arrange { $0.network?.autostart = false } },
    .networkRange: { bench in bench.examiner.arrange { $0.network?.addresses = ["10.78.0.1/24"] } },
    .reservationMissing: { bench in bench.examiner.arrange { $0.network?.reservations = [] } },
    .reservationForeign: { bench in
      let stranger = Reservation(
        mac: try MACAddress(parsing: "52:54:00:ff:00:01"),
        ipv4: try IPv4Address(parsing: "10.77.0.200"),
        name: "stranger"
      )
      bench.examiner.arrange { $0.network?.reservations.append(stranger) }
    },
    .filterMissing: { filter($0, .missing) },
    .filterForeign: { filter($0, .foreign) },
    .filterChanged: { filter($0, .changed) },
    .filterUnbound: { bench in bench.examiner.arrange { $0.filtersAtWork = [:] } },
    .portOpen: { $0.programs.set("bridge", #"[{"ifname":"vnet3","isolated":false}]"#) },
    .portUnplugged: { $0.programs.set("bridge", #"[{"ifname":"vnet4","isolated":true}]"#) },
    .diskMissing: { bench in bench.examiner.arrange { $0.volumes[bench.vm.seedVolume] = nil } },
    .backingChanged: { bench in
      bench.examiner.arrange { $0.volumes[bench.vm.diskVolume]?.backing = "/etc/shadow" }
    },
    .volumeReadable: { bench in bench.examiner.arrange { $0.volumes[bench.vm.diskVolume]?.mode = 0o644 } },
    .volumeOrphan: { bench in
      bench.examiner.arrange { $0.volumes["stray.raw"] = DoctorBench.volume("stray.raw", .mebibytes(1)) }
    },
    .imageMissing: { bench in bench.examiner.arrange { $0.volumes[bench.image.volume] = nil } },
    .imageChanged: { bench in bench.examiner.arrange { $0.volumes[bench.image.volume]?.length = .mebibytes(3) } },
  ]

  /// Files and directories.
  private static let files: [FindingCode: Break] = [
    .pathMissing: { bench in bench.local.arrange { $0.files["/var/lib/coloc-points"] = FileFacts?.none } },
    .pathClosed: { bench in
      bench.local.arrange { $0.files["/var/lib/libvirt"] = FileFacts(user: 0, group: 0, mode: 0o700) }
    },
    .pathLoose: { bench in bench.local.arrange { $0.files["/var/lib"] = FileFacts(user: 0, group: 0, mode: 0o777) } },
    .stateLoose: { bench in
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: bench.test.layout.audit)
    },
    .manifestUnreadable: { try $0.test.home.put("{\"schema\": 9}", at: "tenants/other.json") },
    .recordUnreadable: { try $0.test.home.put("{}", at: "images/debian-12-00000000.json") },
    .definitionMissing: { try await $0.adopt(copied: false) },
    .definitionUnreadable: { bench in
      let vm = try await bench.adopt(copied: false)
      try bench.test.home.put("{}", at: "definitions/\(vm.uuid.text).json")
    },
    .templateUntrusted: { bench in
      let directory = "\(bench.test.layout.templates)/debian"
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
      try bench.test.home.put("hostname: x", at: "templates/debian/user-data.yaml", mode: 0o666)
    },
    .auditTorn: { try $0.test.home.append("{\"when\":\"2026", to: "audit.jsonl") },
    .temporaryStale: { try $0.test.home.put("half", at: "tenants/.asso-velo.json.tmp-0123abcd") },
    .operationInterrupted: { bench in
      _ = try bench.test.rack().state.intents.begin(Sample.intent(5, started: bench.test.clock.source.now()))
    },
    .resumeUnfinished: { bench in
      try bench.test.change { tenant in
        let names = tenant.vms.map(\.name)
        let reason = "moves house"
        tenant.suspended =
          Suspension(since: Sample.moment, reason: reason, ran: names, autostart: names, resuming: true)
      }
      let rack = bench.test.configuration.rack
      bench.examiner.arrange { facts in
        var domain = DoctorBench.domain(of: bench.vm, rack, state: .off)
        domain.autostart = false
        facts.domains[bench.vm.uuid] = domain
      }
    },
    .outageOpen: { bench in
      let entry = OutageEntry(uuid: bench.vm.uuid, name: "velo-web", tenant: nil, order: 50, descent: .stopped)
      try bench.test.rack().state.outages.begin(
        Outage(cause: .power, reason: nil, began: Sample.moment, entries: [entry])
      )
    },
    .trashDue: { bench in
      let now = bench.test.clock.source.now()
      let gone = try Sample.vm("gone", number: 8)
      try bench.test.rack().state.tombstones.add(
        Tombstone(
          tenant: bench.test.tenantName,
          vm: gone,
          domainXML: "<domain/>",
          deleted: now.adding(days: -20),
          expires: now.adding(days: -6),
          reason: nil
        )
      )
      bench.examiner.arrange { facts in
        for name in gone.volumes { facts.volumes[name] = DoctorBench.volume(name, .gibibytes(1)) }
      }
    },
  ]

  /// Domains.
  private static let vms: [FindingCode: Break] = [
    .vmMissing: { bench in bench.examiner.arrange { $0.domains = [:] } },
    .vmUnmarked: { bench in bench.domain { ($0.rack, $0.liveRack) = (nil, nil) } },
    .vmTransient: { bench in bench.domain { $0.isPersistent = false } },
    .vmCrashed: { bench in
      let rack = bench.test.configuration.rack
      bench.examiner.arrange { $0.domains[bench.vm.uuid] = DoctorBench.domain(of: bench.vm, rack, state: .crashed) }
    },
    .vmChanged: { bench in bench.domain { $0.form.fields["vcpus"] = "7" } },
    .bootTwice: { bench in
      let wants = "\(bench.test.rack().boot.units)/multi-user.target.wants"
      try FileManager.default.createDirectory(atPath: wants, withIntermediateDirectories: true)
      try Data().write(to: URL(filePath: "\(wants)/\(BootRecord.unit)"))
    },
    .vmAutostart: { bench in bench.domain { $0.autostart = false } },
    .vmSuspended: { bench in
      try bench.test.change { tenant in
        tenant.suspended = Suspension(since: Sample.moment, reason: "moves house", ran: [], autostart: [])
      }
    },
    .vmResurrected: { bench in
      let now = bench.test.clock.source.now()
      let gone = try Sample.vm("gone", number: 8)
      try bench.test.rack().state.tombstones.add(
        Tombstone(
          tenant: bench.test.tenantName,
          vm: gone,
          domainXML: "<domain/>",
          deleted: now,
          expires: now.adding(days: 14),
          reason: nil
        )
      )
      let rack = bench.test.configuration.rack
      bench.examiner.arrange { facts in
        facts.domains[gone.uuid] = DoctorBench.domain(of: gone, rack, state: .off)
        for name in gone.volumes { facts.volumes[name] = DoctorBench.volume(name, .gibibytes(1)) }
      }
    },
    .domainOrphan: { bench in
      let stray = try Sample.vm("stray", number: 7)
      let rack = bench.test.configuration.rack
      bench.examiner.arrange { $0.domains[stray.uuid] = DoctorBench.domain(of: stray, rack, state: .off) }
    },
    .snapshotForeign: { bench in bench.domain { $0.snapshots = ["before-upgrade"] } },
  ]

  private static func versions(_ bench: DoctorBench, libvirt: Int, qemu: Int) async throws {
    await bench.test.host.arrange { $0.versions = (libvirt, qemu) }
    let before = Sample.host()
    try bench.test.rack().state.hosts.write(
      HostRecord(
        name: before.name,
        uri: before.uri,
        kvm: before.kvm,
        kvmFault: before.kvmFault,
        machine: before.machine,
        libvirtVersion: libvirt,
        hypervisorVersion: qemu,
        probed: before.probed
      )
    )
  }

  private static func pool(
    _ facts: PoolFacts?,
    path: String? = nil,
    active: Bool? = nil,
    available: ByteCount? = nil
  ) -> PoolFacts? {
    facts.map { facts in
      let pool = facts.pool
      return PoolFacts(
        isOurs: facts.isOurs,
        autostart: facts.autostart,
        pool: StoragePool(
          name: pool.name,
          path: path ?? pool.path,
          active: active ?? pool.active,
          available: available ?? pool.available
        )
      )
    }
  }

  private static func filter(_ bench: DoctorBench, _ likeness: FilterFacts.Likeness) {
    bench.examiner.arrange { $0.filters[0] = FilterFacts(name: "coloc-guest", likeness: likeness) }
  }
}

extension TestHome {
  /// Writes behind the end of a file, or makes one.
  func append(_ text: String, to name: String) throws {
    let before = FileManager.default.fileExists(atPath: "\(path)/\(name)") ? try self.text(name) : ""
    try put(before + text, at: name)
  }
}
