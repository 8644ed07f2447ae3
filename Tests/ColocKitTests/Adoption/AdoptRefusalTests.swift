import Foundation
import Testing

@testable import ColocKit

@Suite("What is not taken in, and what is said instead")
struct AdoptRefusalTests {
  private func refusal(
    _ request: AdoptRequest? = nil,
    _ change: @Sendable (inout FakeDomain) throws -> Void
  ) async throws -> Failure? {
    let test = try await TestRack.withOldDomain(change)
    let request = try request ?? TestRack.adoption()
    let failure = await Failure.of { _ = try await test.rack("vm adopt").adopt(request) }
    #expect(await test.host.calls.allSatisfy { !["mark", "define", "undefine"].contains($0) })
    try await test.expectTidy()
    return failure
  }

  @Test("Another rack's, and one whose mark cannot be read")
  func others() async throws {
    let other = try await refusal { $0.carry(rack: try Sample.uuid(98)) }
    #expect(other?.kind == .notPermitted && other?.message.contains("it is that rack's") == true)
    let illegible = try await refusal { domain in
      domain.form = domain.survey
      domain.form?.mark = .illegible
    }
    #expect(illegible?.kind == .notPermitted && illegible?.message.contains("cannot be read") == true)
  }

  @Test("One with our mark that no record knows is taken in: its manifest was lost")
  func stray() async throws {
    let rack = try await TestRack().configuration.rack
    #expect(try await refusalOrNil { $0.carry(rack: rack) } == nil)
  }

  private func refusalOrNil(_ change: @Sendable (inout FakeDomain) throws -> Void) async throws -> Failure? {
    let test = try await TestRack.withOldDomain(change)
    return await Failure.of { _ = try await test.rack().adopt(TestRack.adoption()) }
  }

  @Test("A transient one, one without a network, one with a disk of unknown size or an impossible path")
  func forms() async throws {
    #expect(try await refusal { $0.isPersistent = false }?.message.contains("is transient") == true)
    let alone = try await refusal { $0.claims = AddressClaims(macs: [], ipv4: []) }
    #expect(alone?.hints == ["virsh attach-interface old-web network coloc --model virtio --config"])
    let unknown = try await refusal { domain in
      domain.form = domain.survey
      domain.form?.disks[0].capacity = nil
    }
    #expect(unknown?.kind == .cannotCreate && unknown?.message.contains("size of disk hda") == true)
    let hostile = try await refusal { domain in
      domain.form = domain.survey
      domain.form?.disks[0].place = "/srv/a\n/etc/shadow"
    }
    #expect(hostile?.message.contains("control character") == true)
  }

  @Test("None of that name; a name outside the grammar says how it is renamed")
  func names() async throws {
    #expect(try await refusal(TestRack.adoption("new-web")) { _ in }?.kind == .notFound)
    let failure = #expect(throws: Failure.self) { try AdoptRequest.name(ofDomain: "Old Web") }
    #expect(failure?.kind == .usage && failure?.hints.contains("  virsh domrename 'Old Web' NEW-NAME") == true)
  }

  @Test("The gate judges what it really has: without an agreement 77, past it 73; the owner's own has none")
  func gate() async throws {
    let large = try await refusal { domain in
      domain.form = domain.survey
      domain.form?.disks[0].capacity = .gibibytes(61)
    }
    #expect(large?.kind == .cannotCreate && large?.message.contains("61G disk of 60G") == true)
    let test = try await TestRack.withOldDomain()
    try test.change { $0.agreement = nil }
    #expect(await Failure.of { _ = try await test.rack().adopt(TestRack.adoption()) }?.kind == .notPermitted)
    try test.rack().state.manifests.add(Sample.tenant("me", isSelf: true, vms: []))
    _ = try await test.rack().adopt(TestRack.adoption(tenant: "me"))
    #expect(try await test.oldDomain()?.rack == test.configuration.rack)
  }

  @Test("What another command takes in at this moment counts at the gate")
  func pending() async throws {
    let test = try await TestRack.withOldDomain()
    let plan = try await test.rack().planAdopt(TestRack.adoption())
    let rack = test.rack()
    let live = try rack.state.intents.begin(
      Intent(
        id: plan.vm.uuid,
        action: .adopt,
        rack: test.configuration.rack,
        tenant: test.tenantName,
        vm: plan.vm,
        command: "coloc vm adopt",
        started: VirtualClock.dawn
      )
    )
    #expect(try rack.pendingVMs(of: test.tenantName).map(\.uuid) == [plan.vm.uuid])
    try rack.state.intents.finish(live)
  }

  @Test("A name, a MAC address or an address that the rack has given to another")
  func conflicts() async throws {
    let test = try await TestRack.withOldDomain()
    let vm = try await test.rack("vm create").create(test.request(vcpus: 1, memory: .gibibytes(1))).vm
    let uuid = try Sample.uuid(7)
    func refusal(_ request: AdoptRequest) async -> Failure? {
      await Failure.of { _ = try await test.rack().adopt(request) }
    }
    await test.host.arrange { $0.domains[uuid]?.claims = AddressClaims(macs: [vm.mac], ipv4: []) }
    #expect(await refusal(try TestRack.adoption())?.message.contains("which is velo-web's") == true)
    let mac = try MACAddress(parsing: "52:54:00:aa:00:07")
    let ipv4 = try #require(vm.ipv4)
    await test.host.arrange { $0.domains[uuid]?.claims = AddressClaims(macs: [mac], ipv4: [ipv4]) }
    #expect(await refusal(try TestRack.adoption())?.message.contains("claims \(ipv4), which is velo-web's") == true)
    await test.host.arrange { $0.domains[uuid]?.claims = AddressClaims(macs: [mac], ipv4: []) }
    #expect(await refusal(try TestRack.adoption(ipv4: ipv4.description))?.message == "\(ipv4) is taken by velo-web")
    for address in ["10.77.0.1", "10.77.0.255"] {
      #expect(await refusal(try TestRack.adoption(ipv4: address))?.message == "\(address) is taken")
    }
    // Its own filter's address is no conflict with itself.
    let own = try IPv4Address(parsing: "10.77.0.60")
    await test.host.arrange { $0.domains[uuid]?.claims = AddressClaims(macs: [mac], ipv4: [own]) }
    #expect(await refusal(try TestRack.adoption(ipv4: "10.77.0.60")) == nil)
  }

  @Test("One whose deletion libvirt forgot is the trash's")
  func trash() async throws {
    let test = try await TestRack.withAdopted { $0.state = .off }
    let domain = try await test.oldDomain()
    _ = try await test.rack().delete(VMName(parsing: "old-web"), reason: nil)
    let uuid = try Sample.uuid(7)
    await test.host.arrange { $0.domains[uuid] = domain }
    let failure = await Failure.of { _ = try await test.rack().adopt(TestRack.adoption()) }
    #expect(failure?.message == "old-web is in this rack's trash")
  }
}
