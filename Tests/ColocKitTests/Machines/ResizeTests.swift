import Testing

@testable import ColocKit

@Suite("Resizing: memory, processors, disk")
struct ResizeTests {
  private func request(
    memory: ByteCount? = nil,
    vcpus: Int? = nil,
    disk: ByteCount? = nil,
    of name: String = "velo-web"
  ) throws -> ResizeRequest {
    var request = ResizeRequest(try VMName(parsing: name))
    request.memory = memory
    request.vcpus = vcpus
    request.disk = disk
    request.reason = "asked"
    return request
  }

  private func running(_ test: TestRack) async throws -> VMRecord {
    let vm = try await test.makeVM()
    try await test.host.start(vm.uuid)
    return vm
  }

  private func recorded(_ test: TestRack) throws -> VMRecord { try test.rack().find(test.vmName).vm }

  @Test("Of one that runs: disk and processors at once, memory with the next start; MAC and UUID stay")
  func live() async throws {
    let test = try await TestRack()
    let vm = try await running(test)
    let result = try await test.rack("vm resize").resize(
      request(memory: .gibibytes(4), vcpus: 4, disk: .gibibytes(40))
    )
    #expect(
      result.plan.changes == [
        SizeChange(field: .vcpus, moment: .now), SizeChange(field: .memory, moment: .nextStart),
        SizeChange(field: .disk, moment: .now),
      ]
    )
    #expect(result.guestMustSwitchOn)
    var wanted = vm
    (wanted.memory, wanted.vcpus, wanted.disk) = (.gibibytes(4), 4, .gibibytes(40))
    #expect(try recorded(test) == wanted)
    let domain = try #require(await test.host.domains[vm.uuid])
    #expect(domain.vcpus == 4 && domain.memory == .gibibytes(2) && domain.nextMemory == .gibibytes(4))
    #expect(await test.host.volumes[vm.diskVolume]?.capacity == .gibibytes(40))
    try await test.expectTidy()
    let line = try #require(test.audit().last)
    #expect(line.contains(#""fields":["vcpus","memory","disk"]"#) && line.contains(#""reason":"asked""#))
    await test.host.arrange { $0.domains[vm.uuid]?.state = .off }
    #expect(try await test.rack().start(vm.name, reason: nil))
    #expect(await test.host.domains[vm.uuid]?.memory == .gibibytes(4))
  }

  @Test("Twice is boring: nothing is asked of the host that changes it, no audit line")
  func again() async throws {
    let test = try await TestRack()
    _ = try await running(test)
    let request = try request(memory: .gibibytes(4), vcpus: 4, disk: .gibibytes(40))
    _ = try await test.rack().resize(request)
    await test.host.heal()
    let lines = try test.audit().count
    let result = try await test.rack().resize(request)
    #expect(result.plan.changes.isEmpty)
    #expect(await test.host.calls.allSatisfy { !$0.hasPrefix("set ") && !["plug vCPUs", "grow disk"].contains($0) })
    #expect(try test.audit().count == lines)
  }

  @Test("Of one that is off: all with the next start, the disk at once")
  func off() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    let result = try await test.rack().resize(request(memory: .gibibytes(1), vcpus: 1, disk: .gibibytes(30)))
    #expect(result.plan.changes.map(\.moment) == [.nextStart, .nextStart, .now])
    #expect(await test.host.domains[vm.uuid]?.machine.memory == .gibibytes(1))
    #expect(await test.host.calls.contains("plug vCPUs") == false)
  }

  @Test("Fewer processors wait for the next start, more than the sockets too")
  func sockets() async throws {
    let test = try await TestRack()
    let vm = try await running(test)
    try test.change { tenant in
      tenant.agreement = Agreement(
        vms: 2,
        vcpus: 16,
        memory: .gibibytes(4),
        disk: .gibibytes(60),
        sites: [],
        ownerAccess: false,
        conversation: ConversationID(number: 1),
        agreed: Sample.moment
      )
    }
    #expect(try await test.rack().resize(request(vcpus: 1)).plan.changes.map(\.moment) == [.nextStart])
    #expect(await test.host.domains[vm.uuid]?.vcpus == 2)
    await test.host.arrange { $0.domains[vm.uuid]?.maximumVCPUs = 2 }
    #expect(try await test.rack().resize(request(vcpus: 4)).plan.changes.map(\.moment) == [.nextStart])
    #expect(await test.host.domains[vm.uuid]?.nextVCPUs == 4)
    let many = await Failure.of { _ = try await test.rack().resize(request(vcpus: 9)) }
    #expect(many?.kind == .cannotCreate && many?.message.contains("8 processors of local") == true)
  }

  @Test("A QEMU that takes no processor now gets it with the next start")
  func unplugged() async throws {
    let test = try await TestRack()
    let vm = try await running(test)
    await test.host.arrange { $0.domains[vm.uuid]?.refusesPlugging = true }
    let result = try await test.rack().resize(request(vcpus: 4))
    #expect(result.plan.changes == [SizeChange(field: .vcpus, moment: .nextStart)] && !result.guestMustSwitchOn)
    #expect(try recorded(test).vcpus == 4)
    #expect(test.narrator.lines.last == "velo-web takes no processor now")
  }

  @Test("A disk is never shrunk: neither below its record nor below what it has")
  func shrink() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    let smaller = await Failure.of { _ = try await test.rack().resize(request(disk: .gibibytes(19))) }
    #expect(smaller?.kind == .usage)
    #expect(
      smaller?.message
        == "the disk of velo-web has 20G and is never shrunk to 19G: what lies behind would be lost"
    )
    // Somebody grew it with virsh.
    try await test.host.growDisk(vm.uuid, disk: "vda", to: .gibibytes(50))
    let between = await Failure.of { _ = try await test.rack().resize(request(disk: .gibibytes(30))) }
    #expect(between?.kind == .usage && between?.message.contains("has 50G") == true)
    #expect(try await test.rack().resize(request(disk: .gibibytes(50))).plan.changes.count == 1)
    #expect(try recorded(test).disk == .gibibytes(50))
  }

  @Test("The gate judges the difference, and what others are resizing now counts")
  func gate() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    _ = try await test.rack().create(test.request("velo-mail", vcpus: 1, memory: .gibibytes(1)))
    let past = await Failure.of { _ = try await test.rack().resize(request(memory: .gibibytes(4))) }
    #expect(past?.kind == .cannotCreate)
    #expect(past?.message.contains("past what was agreed: 5G memory of 4G") == true)
    var other = try test.rack().find(VMName(parsing: "velo-mail")).vm
    other.disk = .gibibytes(35)
    let pending = try test.rack("other").state.intents.begin(
      Intent(
        id: other.uuid,
        action: .resize,
        rack: test.configuration.rack,
        tenant: test.tenantName,
        vm: other,
        command: "other",
        started: Sample.moment
      )
    )
    let both = await Failure.of { _ = try await test.rack().resize(request(disk: .gibibytes(30))) }
    #expect(both?.message.contains("65G disk of 60G") == true)
    try test.rack().state.intents.finish(pending)
    _ = try await test.rack().resize(request(disk: .gibibytes(30)))
    // What shrinks needs no agreement.
    try test.change { $0.agreement = nil }
    _ = try await test.rack().resize(request(memory: .gibibytes(1)))
    let grown = await Failure.of { _ = try await test.rack().resize(request(vcpus: 3)) }
    #expect(grown?.kind == .notPermitted)
    #expect(try recorded(test).uuid == vm.uuid)
  }

  @Test("The host's room is judged, and memory that was promised is not given away")
  func room() async throws {
    let test = try await TestRack()
    let vm = try await running(test)
    // 16G, 2G kept: 14G for VMs.
    let other = try FakeDomain.foreign("big", number: 50, memory: .gibibytes(11))
    await test.host.arrange { $0.domains[other.uuid] = other }
    let memory = await Failure.of { _ = try await test.rack().resize(request(memory: .gibibytes(4))) }
    #expect(memory?.kind == .cannotCreate && memory?.message.contains("1G memory left for VMs, not 2G") == true)
    await test.host.arrange { $0.available = .gibibytes(50) }
    let disk = await Failure.of { _ = try await test.rack().resize(request(disk: .gibibytes(45))) }
    #expect(disk?.kind == .cannotCreate && disk?.message == "pool coloc can take 20G more, not 25G")
    _ = try await test.rack().resize(request(memory: .gibibytes(3)))
    #expect(await test.host.domains[vm.uuid]?.memory == .gibibytes(2))
    let next = await Failure.of { _ = try await test.rack().plan(test.request("velo-mail", memory: .gibibytes(1))) }
    #expect(next?.message.contains("0B memory left") == true)
  }

  @Test("Too little memory, a VM that is saved, one that libvirt lost")
  func refused() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    let little = await Failure.of { _ = try await test.rack().resize(request(memory: .mebibytes(64))) }
    #expect(little?.kind == .usage)
    await test.host.arrange { $0.domains[vm.uuid]?.state = .saved }
    let saved = await Failure.of { _ = try await test.rack().resize(request(vcpus: 1)) }
    #expect(saved?.kind == .partly && saved?.hints == ["let it go on first: coloc vm start velo-web"])
    await test.host.arrange { $0.domains[vm.uuid] = nil }
    #expect(await Failure.of { _ = try await test.rack().resize(request(vcpus: 1)) }?.kind == .notFound)
    #expect(try recorded(test) == vm)
    try await test.expectTidy()
  }

  @Test("What the host refuses for good stays; the rest is done, and the manifest has what is so")
  func half() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    await test.host.arrange { $0.diskFault = Failure(.cannotCreate, "No space left") }
    let failure = await Failure.of {
      _ = try await test.rack().resize(request(memory: .gibibytes(4), disk: .gibibytes(40)))
    }
    #expect(failure?.kind == .cannotCreate && failure?.message == "No space left")
    #expect(failure?.hints == ["it has 4G memory now; it keeps 20G disk"])
    var wanted = vm
    wanted.memory = .gibibytes(4)
    #expect(try recorded(test) == wanted)
    #expect(await test.host.domains[vm.uuid]?.nextMemory == .gibibytes(4))
    try await test.expectTidy()
    #expect(try test.audit().last?.contains(#""fields":["memory"]"#) == true)
  }

  @Test("What virsh changed and nobody asked about is left alone")
  func drift() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    try await test.host.setMemory(vm.uuid, .gibibytes(3))
    _ = try await test.rack().resize(request(vcpus: 3))
    #expect(await test.host.domains[vm.uuid]?.nextMemory == .gibibytes(3))
    #expect(try recorded(test).memory == .gibibytes(2))
  }

  @Test("An adopted VM grows by its disk's path; one of several disks is not guessed at")
  func adopted() async throws {
    let test = try await TestRack()
    var vm = try Sample.adopted()
    try test.change { $0.vms = [vm] }
    await test.host.adopt(vm, of: test.configuration.rack)
    let grow = try request(vcpus: 2, disk: .gibibytes(10), of: "old-web")
    #expect(try await test.rack().resize(grow).plan.changes.map(\.moment) == [.nextStart, .now])
    #expect(await test.host.domains[vm.uuid]?.ownDisk == .gibibytes(10))
    #expect(await test.host.calls.contains("define") == false)
    vm = try Sample.adopted("two-disks", number: 8, disks: ["/srv/a.img", "/srv/b.img"])
    try test.change { $0.vms = [vm] }
    await test.host.adopt(vm, of: test.configuration.rack)
    let disks = await Failure.of {
      _ = try await test.rack().resize(request(disk: .gibibytes(10), of: "two-disks"))
    }
    #expect(disks?.kind == .usage && disks?.message.contains("2 disks") == true)
  }

  @Test("Every call going wrong: as before or as asked, manifest and domain alike", arguments: HostFault.allCases)
  func faults(_ fault: HostFault) async throws {
    let resize = try request(memory: .gibibytes(4), vcpus: 4, disk: .gibibytes(40))
    let healthy = try await TestRack()
    _ = try await running(healthy)
    await healthy.host.heal()
    _ = try await healthy.rack().resize(resize)
    let calls = await healthy.host.calls
    #expect(["plug vCPUs", "set vCPUs", "set memory", "grow disk"].allSatisfy(calls.contains))
    for number in 1...calls.count {
      let test = try await TestRack()
      let before = try await running(test)
      await test.host.fail(call: number, fault)
      let failure = await Failure.of { _ = try await test.rack().resize(resize) }
      let place: Comment = "call \(number) (\(calls[number - 1])) \(fault)"
      #expect(failure == nil || failure?.kind == .unreachable || failure?.kind == .outcomeUnknown, place)
      try await test.recover()
      let after = try recorded(test)
      let domain = try #require(await test.host.domains[before.uuid])
      #expect(after == before || (after.vcpus, after.memory, after.disk) == (4, .gibibytes(4), .gibibytes(40)), place)
      #expect((domain.nextVCPUs ?? domain.vcpus) == after.vcpus, place)
      #expect((domain.nextMemory ?? domain.memory) == after.memory, place)
      #expect(await test.host.volumes[before.diskVolume]?.capacity == after.disk, place)
      #expect(failure != nil || after != before, place)
      try await test.expectTidy(place)
      _ = try await test.rack().resize(resize)
      #expect(try recorded(test).disk == .gibibytes(40), place)
    }
  }

  @Test("Recovery: a domain that libvirt lost is defined again and resized; a VM that is gone is left so")
  func recovery() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    var resized = vm
    (resized.memory, resized.disk) = (.gibibytes(3), .gibibytes(30))
    func interrupt() throws {
      let intent = Intent(
        id: vm.uuid,
        action: .resize,
        rack: test.configuration.rack,
        tenant: try test.tenantName,
        vm: resized,
        command: "coloc vm resize",
        started: Sample.moment
      )
      try test.home.put(intent.json.pretty, at: "intents/\(intent.id.text).json")
    }
    try interrupt()
    await test.host.arrange { $0.domains[vm.uuid] = nil }
    let lines = try await test.recover()
    #expect(lines.first?.hasSuffix("velo-web has its new sizes: 3G memory, 30G disk") == true)
    #expect(try recorded(test) == resized)
    #expect(await test.host.domains[vm.uuid]?.machine.memory == .gibibytes(3))
    #expect(await test.host.volumes[vm.diskVolume]?.capacity == .gibibytes(30))
    _ = try await test.rack().delete(vm.name, reason: nil)
    try interrupt()
    #expect(try await test.recover().first?.hasSuffix("was not touched") == true)
    #expect(try await test.traces() == .trashed)
  }

  @Test("Recovery: what the host refuses for good is given up, and said")
  func refusedLater() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    var resized = vm
    (resized.memory, resized.disk) = (.gibibytes(3), .gibibytes(30))
    let intent = Intent(
      id: vm.uuid,
      action: .resize,
      rack: test.configuration.rack,
      tenant: try test.tenantName,
      vm: resized,
      command: "coloc vm resize",
      started: Sample.moment
    )
    try test.home.put(intent.json.pretty, at: "intents/\(intent.id.text).json")
    await test.host.arrange { $0.diskFault = Failure(.unexpected, "the disk has a snapshot") }
    #expect(try await test.recover().first?.hasSuffix("velo-web keeps 20G disk: the disk has a snapshot") == true)
    #expect(try recorded(test).memory == .gibibytes(3) && recorded(test).disk == .gibibytes(20))
    try await test.expectTidy()
  }

  @Test("A VM that was resized, deleted and brought back has its new sizes")
  func thereAndBack() async throws {
    let test = try await TestRack()
    let vm = try await test.makeVM()
    _ = try await test.rack().resize(request(memory: .gibibytes(4), vcpus: 3))
    _ = try await test.rack().delete(vm.name, reason: nil)
    _ = try await test.rack().restoreDeleted(vm.name, reason: nil)
    #expect(await test.host.domains[vm.uuid]?.machine.memory == .gibibytes(4))
    #expect(await test.host.domains[vm.uuid]?.machine.vcpus == 3)
  }
}
