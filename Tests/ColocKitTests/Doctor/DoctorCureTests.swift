import Foundation
import Testing

@testable import ColocKit

@Suite("What doctor finds about VMs is told with a cure that fits the case")
struct DoctorCureTests {
  /// The bench's host is none that virsh asks by itself.
  private let virsh = "virsh -c test:///default"

  /// The only finding, which has this code.
  private func only(
    _ code: FindingCode,
    in bench: DoctorBench,
    at place: SourceLocation = #_sourceLocation
  ) async throws -> Finding {
    let findings = await bench.examine().findings
    #expect(findings.map(\.code) == [code], "\(findings)", sourceLocation: place)
    return try #require(findings.first, sourceLocation: place)
  }

  @Test("A copy of a definition that is missing or unreadable: recover says it beforehand and writes it anew")
  func copies() async throws {
    for code in [FindingCode.definitionMissing, .definitionUnreadable] {
      let bench = try await DoctorBench()
      try await Breaks.all[code]?(bench)
      let finding = try await only(code, in: bench)
      #expect(finding.object == "old-web" && finding.cure == "coloc recover")
      let steps = try await Recovery(bench.test.rack()).plan().steps
      #expect(steps.map(\.kind) == [.uncopied] && steps.map(\.outcome) == [.copied])
      let lines = try await Recovery(bench.test.rack("recover")).reconcile().steps.map(\.sentence)
      #expect(lines == ["old-web had no copy of its definition: copied from libvirt"])
      #expect(await bench.examine().findings.isEmpty)
      #expect(try await Recovery(bench.test.rack("recover")).reconcile().steps.isEmpty)
    }
  }

  @Test("With the host away a missing copy is told all the same; with the directory gone it is made again")
  func copiesAway() async throws {
    let bench = try await DoctorBench()
    try await bench.adopt()
    try FileManager.default.removeItem(atPath: bench.test.layout.definitions)
    await bench.test.host.goAway()
    #expect(await bench.examine().findings.map(\.code) == [.hostUnreachable, .definitionMissing])
    await bench.test.host.heal()
    _ = try await Recovery(bench.test.rack("recover")).reconcile()
    #expect(await bench.examine().findings.isEmpty)
  }

  @Test("An adopted VM that libvirt lost with its copy gone: one finding, mended from a backup alone")
  func lostWithCopy() async throws {
    let bench = try await DoctorBench()
    let vm = try await bench.adopt()
    bench.examiner.arrange { $0.domains[vm.uuid] = nil }
    #expect(try await only(.vmMissing, in: bench).cure == "coloc recover")
    let path = bench.test.layout.definition(vm.uuid)
    let backup = bench.test.home.path + "/backup.json"
    try FileManager.default.copyItem(atPath: path, toPath: backup)
    await bench.test.host.arrange { $0.domains[vm.uuid] = nil }
    for content in [nil, "{}"] {
      try? FileManager.default.removeItem(atPath: path)
      if let content { try bench.test.home.put(content, at: "definitions/\(vm.uuid.text).json") }
      #expect(try await Recovery(bench.test.rack()).plan().steps.map(\.outcome) == [.leftAlone])
      let finding = try await only(.vmMissing, in: bench)
      #expect(finding.cure == "cp -a BACKUP/\(vm.uuid.text).json \(path) && coloc recover")
    }
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.copyItem(atPath: backup, toPath: path)
    let lines = try await Recovery(bench.test.rack("recover")).reconcile().steps.map(\.sentence)
    #expect(lines == ["old-web was gone from libvirt: defined again, shut off"])
  }

  @Test("A damaged copy of nobody's VM goes; while a manifest cannot be read it is nobody's business")
  func strayCopy() async throws {
    let bench = try await DoctorBench()
    let name = "definitions/\(try Sample.uuid(44).text).json"
    try bench.test.home.put("{}", at: name)
    #expect(try await only(.definitionUnreadable, in: bench).cure == "rm \(bench.test.home.path)/\(name)")
    try await Breaks.all[.manifestUnreadable]?(bench)
    _ = try await only(.manifestUnreadable, in: bench)
  }

  @Test("A suspension lifted by half: resume is the cure; not told while a command is at one of its VMs")
  func resuming() async throws {
    let bench = try await DoctorBench()
    try await Breaks.all[.resumeUnfinished]?(bench)
    let finding = try await only(.resumeUnfinished, in: bench)
    #expect(finding.object == "asso-velo" && finding.cure == "coloc tenant resume asso-velo")
    #expect(finding.message.hasSuffix("it has not started velo-web"))
    try await bench.test.rack("tenant resume").holding(.vm(bench.vm.name)) {
      #expect(await bench.examine().findings.isEmpty)
    }
    try bench.test.change { $0.suspended?.ran = [] }
    #expect(try await only(.resumeUnfinished, in: bench).message.hasSuffix("it is not over yet"))
    bench.domain { $0.autostart = true }
    try bench.test.change { $0.suspended = nil }
    #expect(await bench.examine().findings.isEmpty)
  }

  @Test("A suspended tenant's VM that runs: suspended again for the reason that is recorded; a paused one hears first")
  func suspended() async throws {
    let bench = try await DoctorBench()
    try await Breaks.all[.vmSuspended]?(bench)
    let again = "coloc tenant suspend asso-velo --reason 'moves house'"
    #expect(try await only(.vmSuspended, in: bench).cure == again)
    let rack = bench.test.configuration.rack
    bench.examiner.arrange { $0.domains[bench.vm.uuid] = DoctorBench.domain(of: bench.vm, rack, state: .paused) }
    #expect(try await only(.vmSuspended, in: bench).cure == "\(virsh) resume \(bench.vm.uuid.text) && \(again)")
  }

  @Test("A changed VM is started again only where it ran and may run")
  func changed() async throws {
    let bench = try await DoctorBench()
    try await Breaks.all[.vmChanged]?(bench)
    let again = "\(virsh) undefine \(bench.vm.uuid.text) --keep-nvram && coloc recover"
    let stopped = "coloc vm stop velo-web --yes && \(again)"
    #expect(try await only(.vmChanged, in: bench).cure == "\(stopped) && coloc vm start velo-web")
    try bench.test.change { tenant in
      tenant.refused = TenantRefusal(since: Sample.moment, reason: "no", conversation: nil)
    }
    #expect(try await only(.vmChanged, in: bench).cure == stopped)
    try bench.test.change { tenant in
      tenant.refused = nil
      tenant.suspended = Suspension(since: Sample.moment, reason: "moves", ran: [], autostart: [])
    }
    let findings = await bench.examine().findings
    #expect(findings.map(\.code) == [.vmChanged, .vmSuspended] && findings.first?.cure == stopped)
    let rack = bench.test.configuration.rack
    bench.examiner.arrange { facts in
      var domain = DoctorBench.domain(of: bench.vm, rack, state: .off)
      domain.autostart = false
      domain.form.fields["vcpus"] = "7"
      facts.domains[bench.vm.uuid] = domain
    }
    #expect(try await only(.vmChanged, in: bench).cure == again)
  }

  @Test("A lost mark: recover gives it to an adopted VM, virsh to one that coloc made or where only one side has it")
  func unmarked() async throws {
    let bench = try await DoctorBench()
    bench.domain { $0.liveRack = nil }
    var finding = try await only(.vmUnmarked, in: bench)
    #expect(finding.message.contains("no rack's mark as it runs: coloc does not touch it"))
    #expect(finding.cure?.hasPrefix("\(virsh) metadata \(bench.vm.uuid.text) --live --config ") == true)
    let rack = bench.test.configuration.rack
    bench.domain { $0.liveRack = rack }

    let adopted = try await bench.adopt()
    bench.examiner.arrange { facts in
      facts.domains[adopted.uuid]?.rack = nil
      facts.domains[adopted.uuid]?.liveRack = nil
    }
    await bench.test.host.arrange { $0.domains[adopted.uuid]?.carry(rack: nil) }
    #expect(try await only(.vmUnmarked, in: bench).cure == "coloc recover")
    let lines = try await Recovery(bench.test.rack("recover")).reconcile().steps.map(\.sentence)
    #expect(lines == ["old-web had lost this rack's mark: marked again"])
    // Recover asks what runs, which has the mark still.
    bench.examiner.arrange { facts in
      facts.domains[adopted.uuid] = DoctorBench.domain(of: adopted, rack)
      facts.domains[adopted.uuid]?.rack = nil
    }
    finding = try await only(.vmUnmarked, in: bench)
    #expect(finding.message.contains("in its definition") && finding.cure?.hasPrefix("\(virsh) metadata ") == true)
  }

  @Test("A domain that no record knows is taken in; one whose disks went is undefined; no power is cut")
  func orphans() async throws {
    let bench = try await DoctorBench()
    let stray = try Sample.vm("stray", number: 7)
    let rack = bench.test.configuration.rack
    for (tenant, word) in [("asso-velo", "asso-velo"), ("long-gone", "TENANT"), (nil, "TENANT")] {
      bench.examiner.arrange { facts in
        var domain = DoctorBench.domain(of: stray, rack)
        domain.tenant = tenant.flatMap { TenantName($0) }
        facts.domains[stray.uuid] = domain
      }
      #expect(try await only(.domainOrphan, in: bench).cure == "coloc vm adopt stray --tenant \(word)")
    }
    bench.local.arrange { $0.files["\(DoctorBench.pool)/\(stray.diskVolume)"] = FileFacts?.none }
    let finding = try await only(.domainOrphan, in: bench)
    #expect(finding.cure == "\(virsh) undefine \(stray.uuid.text) --keep-nvram")
    #expect(finding.message.contains("\(stray.diskVolume) is gone"))
    bench.examiner.arrange { $0.isLocal = false }
    #expect(await bench.examine().findings.first?.cure == "coloc vm adopt stray --tenant TENANT")
  }

  @Test("A deleted VM that is back and runs is asked to stop, its power is not cut")
  func resurrected() async throws {
    let bench = try await DoctorBench()
    try await Breaks.all[.vmResurrected]?(bench)
    #expect(try await only(.vmResurrected, in: bench).cure == "coloc recover")
    let gone = try Sample.vm("gone", number: 8)
    let rack = bench.test.configuration.rack
    bench.examiner.arrange { $0.domains[gone.uuid] = DoctorBench.domain(of: gone, rack) }
    let cure = try #require(await bench.examine().findings.first { $0.code == .vmResurrected }?.cure)
    #expect(cure.contains("\(virsh) shutdown \(gone.uuid.text)"))
    #expect(cure.hasSuffix("; coloc recover") && !cure.contains("destroy"))
  }

  @Test("Memory that a running VM was promised counts, as at its admission")
  func promises() async throws {
    let bench = try await DoctorBench()
    await bench.test.host.arrange { $0.memory = .gibibytes(5) }
    let machine = Machine(uuid: bench.vm.uuid, name: "velo-web", state: .running, vcpus: 2, memory: .gibibytes(1))
    bench.domain { $0.machine = machine }
    #expect(await bench.examine().findings.isEmpty)
    try bench.test.change { $0.vms[0].memory = .gibibytes(4) }
    bench.domain { $0.form.fields["memory"] = "\(ByteCount.gibibytes(4))" }
    let finding = try await only(.memoryOvercommitted, in: bench)
    #expect(finding.message.hasPrefix("running VMs hold or were promised 4"))
    await bench.test.host.arrange { $0.memory = .gibibytes(6) }
    #expect(await bench.examine().findings.isEmpty)
  }
}
