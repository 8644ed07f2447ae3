import Testing

@testable import ColocKit

@Suite("Planning a VM touches nothing and refuses early")
struct CreatePlanTests {
  private func refusal(_ test: TestRack, _ request: CreateRequest) async -> Failure? {
    await Failure.of { _ = try await test.rack().plan(request) }
  }

  @Test("A plan leaves no trace")
  func noTrace() async throws {
    let test = try await TestRack()
    let plan = try await test.rack().plan(test.request())
    #expect(try await test.traces() == .nothing)
    try await test.expectTidy()
    #expect(plan.domainXML == FakeDomain.xml(for: plan.definition))
    #expect(plan.definition.filter == "coloc-guest" && plan.definition.plug == .network("coloc"))
    #expect(plan.definition.title == "velo-web (asso-velo, debian 12)")
    // The sample host has no KVM.
    #expect(plan.warnings == ["no KVM on local (/dev/kvm is not there): emulated, several times slower"])
    #expect(try test.audit().isEmpty)
  }

  @Test("A name that a foreign domain has, one of ours, one that is being made")
  func names() async throws {
    let test = try await TestRack()
    let foreign = try FakeDomain.foreign("velo-web", number: 60)
    await test.host.arrange { $0.domains[foreign.uuid] = foreign }
    let failure = try #require(await refusal(test, test.request()))
    #expect(failure.kind == .cannotCreate)
    #expect(failure.message == "local has a domain named velo-web that is not this rack's")
    #expect(failure.hints == ["choose another name; see: coloc vm list --unmanaged"])

    _ = try await test.rack().create(test.request("velo-mail"))
    let twice = try #require(await refusal(test, test.request("velo-mail", vcpus: 1)))
    #expect(twice.message == "there is a VM named velo-mail already")

    let live = try test.rack().state.intents.begin(Sample.intent(5))
    let pending = try #require(await refusal(test, test.request("velo-web", tenant: "asso-velo", vcpus: 1)))
    #expect(pending.kind == .cannotCreate)
    try test.rack().state.intents.finish(live)
  }

  @Test("The name of a VM in the trash is free, its address is not")
  func trash() async throws {
    let test = try await TestRack()
    let deleted = try await test.makeVM()
    _ = try await test.rack().delete(deleted.name, reason: nil)
    let plan = try await test.rack().plan(test.request())
    #expect(plan.vm.ipv4 != deleted.ipv4 && plan.vm.ipv4?.description == "10.77.0.11")
    #expect(plan.vm.diskVolume != deleted.diskVolume)
  }

  @Test("Addresses that foreign domains claim and that libvirt reserves are taken")
  func claimed() async throws {
    let test = try await TestRack()
    let claims = AddressClaims(macs: [], ipv4: [try IPv4Address(parsing: "10.77.0.10")])
    let foreign = try FakeDomain.foreign("printer", number: 61, claims: claims)
    let reservation = Reservation(
      mac: try MACAddress(parsing: "52:54:00:aa:aa:aa"),
      ipv4: try IPv4Address(parsing: "10.77.0.11"),
      name: "by-hand"
    )
    await test.host.arrange { host in
      host.domains[foreign.uuid] = foreign
      host.reserved.insert(reservation)
    }
    #expect(try await test.rack().plan(test.request()).vm.ipv4?.description == "10.77.0.12")
  }

  @Test("An unknown release is 64 with the known ones; a known one without an image plans, and does not create")
  func releases() async throws {
    let test = try await TestRack()
    let unknown = try #require(await refusal(test, test.request(release: "11")))
    #expect(unknown.kind == .usage && unknown.message == "debian 11 is not a release that coloc knows")
    #expect(unknown.hints == ["known: 12, 13; see: coloc image list"])
    let plan = try await test.rack().plan(test.request(release: "13"))
    #expect(plan.image == nil && plan.vm.image == .zeros && plan.vm.release?.description == "13")
    let failure = try #require(await Failure.of { _ = try await test.rack().create(test.request(release: "13")) })
    #expect(failure.kind == .notFound && failure.message == "there is no image of debian 13 in the rack")
    #expect(failure.hints.first == "fetch one: coloc image pull debian --release 13")
    try await test.expectTidy()
  }

  @Test("Too small a disk or memory is 64; too many processors, memory or disk for the host is 73")
  func sizes() async throws {
    let test = try await TestRack()
    try test.change {
      $0.agreement = Agreement(
        vms: 9,
        vcpus: 99,
        memory: .gibibytes(999),
        disk: .gibibytes(9999),
        sites: [],
        ownerAccess: false,
        conversation: ConversationID(number: 1),
        agreed: Sample.moment
      )
    }
    let disk = await refusal(test, try test.request(disk: .gibibytes(2)))
    #expect(disk?.kind == .usage && disk?.message == "a disk of 2G is too small for debian: at least 3G")
    let memory = await refusal(test, try test.request(memory: .mebibytes(128)))
    #expect(memory?.kind == .usage && memory?.message == "128M memory is too little for debian: at least 384M")
    let cpus = await refusal(test, try test.request(vcpus: 9))
    #expect(cpus?.kind == .cannotCreate && cpus?.message.hasPrefix("9 vCPUs are more than the 8") == true)
    #expect(await refusal(test, try test.request(memory: .gibibytes(15)))?.kind == .cannotCreate)
    #expect(await refusal(test, try test.request(disk: .gibibytes(600)))?.kind == .cannotCreate)
  }

  @Test("A tenant without a key: 77 with the line that gives it one")
  func noKey() async throws {
    let test = try await TestRack()
    try test.change { $0.sshKeys = [] }
    let failure = await refusal(test, try test.request())
    #expect(failure?.kind == .notPermitted && failure?.message.contains("no SSH key") == true)
    #expect(failure?.hints == ["coloc tenant edit asso-velo --add-ssh-key FILE.pub"])
  }

  @Test("The gate comes before the host is asked anything")
  func gateFirst() async throws {
    let test = try await TestRack()
    try test.change {
      $0.conversations = []
      $0.agreement = nil
    }
    #expect(await refusal(test, try test.request())?.kind == .notPermitted)
    #expect(await test.host.calls.isEmpty)
  }

  @Test(
    "A pool that is not started: 78; a tenant nobody knows: 66; a manifest that cannot be read holds up its own tenant only: 65"
  )
  func surroundings() async throws {
    let test = try await TestRack()
    await test.host.arrange { $0.poolIsActive = false }
    #expect(await refusal(test, try test.request())?.kind == .configuration)
    await test.host.arrange { $0.poolIsActive = true }
    #expect(await refusal(test, try test.request(tenant: "nobody"))?.kind == .notFound)
    try test.home.put("{", at: "tenants/other.json")
    #expect(await refusal(test, try test.request(tenant: "other"))?.kind == .invalidFile)
    #expect(await refusal(test, try test.request()) == nil)
  }

  @Test("An image whose disk is gone from the pool: 66 and nothing made")
  func imageGone() async throws {
    let test = try await TestRack()
    await test.host.arrange { $0.volumes = [:] }
    let failure = await Failure.of { _ = try await test.rack().create(test.request()) }
    #expect(failure?.kind == .notFound && failure?.message.contains("is gone from pool coloc") == true)
    #expect(try await test.traces() == .nothing)
    try await test.expectTidy()
  }
}
