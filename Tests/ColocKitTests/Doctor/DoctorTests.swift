import Foundation
import Testing

@testable import ColocKit

@Suite struct DoctorTests {
  @Test("In a healthy rack nothing is off, and every code was looked for")
  func healthy() async throws {
    let bench = try await DoctorBench()
    let diagnosis = await bench.examine()
    #expect(diagnosis.findings.isEmpty)
    let looked = Set(diagnosis.items.map(\.code))
    #expect(looked == Set(FindingCode.allCases).subtracting([.checkFailed]))
    #expect(diagnosis.items.allSatisfy { $0.cure == nil })
  }

  @Test("What breaks one thing is told by its code and by no other", arguments: FindingCode.allCases)
  func exactly(_ code: FindingCode) async throws {
    if code == .bridgeMissing { return try await bridge() }
    let body = try #require(Breaks.all[code], "no test breaks \(code.rawValue)")
    let bench = try await DoctorBench()
    try await body(bench)
    let findings = await bench.examine().findings
    #expect(findings.map(\.code) == [code], "\(findings)")
    #expect(findings.allSatisfy { $0.severity == code.severity && $0.severity != .ok })
    #expect(findings.allSatisfy { $0.cure?.isEmpty == false && !$0.object.isEmpty && !$0.message.isEmpty })
  }

  private func bridge() async throws {
    let range = try IPv4Network(parsing: "192.168.1.0/24")
    let network = Configuration.Network.bridge(device: "br0", ipv4: range, gateway: range.first, ipv6: nil)
    let bench = try await DoctorBench(network: network)
    #expect(await bench.examine().findings.isEmpty)
    bench.local.arrange { $0.files["/sys/class/net/br0/bridge"] = FileFacts?.none }
    #expect(await bench.examine().findings.map(\.code) == [.bridgeMissing])
  }

  @Test("No check that fails hides another", arguments: ["pool", "volumes", "network", "filters", "domains"])
  func failingCheck(_ call: String) async throws {
    let bench = try await DoctorBench()
    bench.examiner.arrange { $0.failing = [call] }
    bench.local.arrange { $0.groups["libvirt"] = ["ana"] }
    let findings = await bench.examine().findings
    #expect(findings.map(\.code) == [.checkFailed, .groupLibvirt], "\(findings)")
    #expect(findings.first?.message.contains("local could not answer") == true)
  }

  @Test("With the host away files are looked at all the same")
  func hostAway() async throws {
    let bench = try await DoctorBench()
    await bench.test.host.goAway()
    try await Breaks.all[.pathClosed]?(bench)
    try await Breaks.all[.manifestUnreadable]?(bench)
    let codes = await bench.examine().findings.map(\.code)
    #expect(codes == [.hostUnreachable, .pathClosed, .manifestUnreadable])
    #expect(bench.examiner.calls.isEmpty)
  }

  @Test("A remote host's files are not looked at, which is no finding")
  func remote() async throws {
    let bench = try await DoctorBench()
    for code in [FindingCode.pathClosed, .groupLibvirt, .libvirtGuests, .portOpen] {
      try await Breaks.all[code]?(bench)
    }
    bench.examiner.arrange { $0.isLocal = false }
    let diagnosis = await bench.examine()
    #expect(diagnosis.findings.isEmpty)
    let item = diagnosis.items.first { $0.code == .portOpen }
    #expect(item?.message == "not looked at: local is another machine")
  }

  @Test("What a record that cannot be read may know is nobody's orphan")
  func unreadable() async throws {
    let bench = try await DoctorBench()
    for code in [FindingCode.volumeOrphan, .domainOrphan, .reservationForeign, .manifestUnreadable] {
      try await Breaks.all[code]?(bench)
    }
    #expect(await bench.examine().findings.map(\.code) == [.manifestUnreadable])
  }

  @Test("A VM that a command is at work on is not judged")
  func underWay() async throws {
    let bench = try await DoctorBench()
    let vm = try Sample.vm("coming", number: 6)
    var intent = try Sample.intent(6)
    intent = Intent(
      id: intent.id,
      action: .create,
      rack: bench.test.configuration.rack,
      tenant: try bench.test.tenantName,
      vm: vm,
      command: "vm create",
      started: intent.started
    )
    let live = try bench.test.rack().state.intents.begin(intent)
    let rack = bench.test.configuration.rack
    bench.examiner.arrange { facts in
      facts.domains[vm.uuid] = DoctorBench.domain(of: vm, rack, state: .off)
      facts.volumes[vm.diskVolume] = DoctorBench.volume(vm.diskVolume, vm.disk)
    }
    #expect(await bench.examine().findings.isEmpty)
    try bench.test.rack().state.intents.finish(live)
    // The disk that an orphan uses is none itself: its cure deletes.
    #expect(await bench.examine().findings.map(\.code) == [.domainOrphan])
  }

  @Test("Directories behind a link are walked too")
  func links() async throws {
    let bench = try await DoctorBench()
    bench.local.arrange { facts in
      facts.links["/var/lib/libvirt/images"] = "/srv/images"
      facts.files["/srv"] = FileFacts(user: 0, group: 0, mode: 0o750)
    }
    let findings = await bench.examine().findings
    #expect(findings.map(\.code) == [.pathClosed] && findings.first?.object == "/srv")
    // An access control list may allow what the permissions do not tell.
    bench.local.arrange { $0.files["/srv"] = FileFacts(user: 0, group: 0, mode: 0o750, hasACL: true) }
    #expect(await bench.examine().findings.isEmpty)
  }

  @Test("Probing tries KVM now, and says when the record is another")
  func probing() async throws {
    let bench = try await DoctorBench()
    await bench.test.host.arrange { $0.kvmFault = nil }
    #expect(await bench.examine(probing: true).findings.map(\.code) == [.probeOutdated])
    await bench.test.host.arrange { $0.kvmFault = "/dev/kvm is not there" }
    let diagnosis = await bench.examine(probing: true)
    #expect(diagnosis.findings.isEmpty)
    let item = diagnosis.items.first { $0.code == .kvmUnusable }
    #expect(item?.message == "tried now: KVM is not there (/dev/kvm is not there)")
  }

  @Test("A hundred VMs cost not one call more than one")
  func roundTrips() async throws {
    let bench = try await DoctorBench()
    _ = await bench.examine()
    let (asked, calls) = (bench.examiner.calls.count, await bench.test.host.calls.count)
    let rack = bench.test.configuration.rack
    for number in 20..<120 {
      let vm = try Sample.vm("vm-\(number)", number: number)
      try bench.test.change { $0.vms.append(vm) }
      bench.examiner.arrange { $0.domains[vm.uuid] = DoctorBench.domain(of: vm, rack, state: .off) }
    }
    let before = await bench.test.host.calls.count
    #expect(before >= calls)
    _ = await bench.examine()
    #expect(bench.examiner.calls.count == 2 * asked)
    #expect(await bench.test.host.calls.count - before == 1)
  }

  @Test("A drifted field is named with both values; words for people are no drift")
  func drift() async throws {
    let bench = try await DoctorBench()
    bench.domain { domain in
      domain.form.fields["vcpus"] = "7"
      domain.form.fields["interface 2"] = "52:54:00:00:00:aa"
      domain.form.fields["MAC"] = nil
    }
    let finding = await bench.examine().findings.first
    let mac = bench.vm.mac
    #expect(
      finding?.message
        == "changed outside coloc: MAC none, not \(mac); interface 2 52:54:00:00:00:aa is new; vcpus 7, not 2"
    )
  }

  @Test("A suspended tenant's VM is well when it is off and stays so; not when it would start with the host")
  func suspended() async throws {
    let bench = try await DoctorBench()
    try bench.test.change { tenant in
      tenant.suspended = Suspension(since: Sample.moment, reason: "moves house", ran: [], autostart: [])
    }
    let rack = bench.test.configuration.rack
    bench.examiner.arrange { facts in
      var domain = DoctorBench.domain(of: bench.vm, rack, state: .off)
      domain.autostart = false
      facts.domains[bench.vm.uuid] = domain
    }
    #expect(await bench.examine().findings.isEmpty)
    bench.domain { $0.autostart = true }
    #expect(await bench.examine().findings.map(\.code) == [.vmSuspended])
  }

  @Test("An adopted VM is held only to what its record says")
  func adopted() async throws {
    let bench = try await DoctorBench()
    let vm = try Sample.adopted()
    try bench.test.change { $0.vms.append(vm) }
    let rack = bench.test.configuration.rack
    await bench.test.host.adopt(vm, of: rack)
    try await bench.test.rack().keepDefinition(of: vm)
    bench.examiner.arrange { facts in
      var domain = DoctorBench.domain(of: vm, rack)
      domain.autostart = false
      domain.form.fields["filter"] = "none"
      facts.domains[vm.uuid] = domain
    }
    // Its KVM is wanted, which is not what this is about.
    #expect(await bench.examine().findings.map(\.code) == [.kvmBroken])
    bench.examiner.arrange { $0.domains[vm.uuid]?.form.disks = ["/srv/vms/other.img"] }
    let findings = await bench.examine().findings
    #expect(findings.map(\.code) == [.kvmBroken, .vmChanged])
    #expect(findings.last?.message.contains("/srv/vms/old-web.img is gone") == true)
  }

  @Test("Codes are words of their own, and the manual has a row for each and no other")
  func documented() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/DOCTOR.md")
    let lines = try String(contentsOf: root, encoding: .utf8).split(separator: "\n").map(String.init)
    let rows = lines.filter { $0.hasPrefix("| `") }.map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let told = rows.map { "\($0[0].trimmingCharacters(in: ["`"])) \($0[1])" }
    #expect(told == FindingCode.allCases.map { "\($0.rawValue) \($0.severity.rawValue)" })
    #expect(rows.allSatisfy { $0.count == 4 && !$0[2].isEmpty && !$0[3].isEmpty })
  }
}
