import ColocKit
import Testing

@Suite("The gate: nothing without a conversation and an agreement that covers it")
struct GateTests {
  private let demand = Demand(vms: 1, vcpus: 2, memory: .gibibytes(2), disk: .gibibytes(20))

  private func tenant(_ change: (inout Tenant) throws -> Void = { _ in }) throws -> Tenant {
    var tenant = try TestRack.tenant()
    try change(&tenant)
    return tenant
  }

  private func refusal(_ tenant: Tenant, _ demand: Demand? = nil, pending: [VMRecord] = []) -> Failure? {
    do throws(Failure) {
      try Gate.judge(
        tenant,
        asking: demand ?? self.demand,
        for: "velo-web",
        pending: pending,
        time: LocalTime(zone: "Europe/Paris")
      )
      return nil
    } catch { return error }
  }

  @Test("Without a conversation: 77, with both lines to type")
  func noConversation() throws {
    let tenant = try tenant {
      $0.conversations = []
      $0.agreement = nil
    }
    let failure = try #require(refusal(tenant))
    #expect(failure.kind == .notPermitted)
    #expect(failure.message == "asso-velo has no recorded conversation: first talk, then provision")
    #expect(
      failure.hints == [
        "after talking with Atelier vélo du canal, type:",
        "  coloc tenant talk asso-velo --channel mail --summary \"…\"",
        "  coloc tenant agree asso-velo --vms 1 --vcpus 2 --memory 2G --disk 20G",
      ]
    )
  }

  @Test("An agreement without any conversation does not help")
  func agreementOnNothing() throws {
    #expect(refusal(try tenant { $0.conversations = [] })?.kind == .notPermitted)
  }

  @Test("Without an agreement: 77, with the line to type and the totals it must cover")
  func noAgreement() throws {
    let tenant = try tenant {
      $0.agreement = nil
      $0.vms = [try Sample.vm("velo-mail", number: 2)]
    }
    let failure = try #require(refusal(tenant))
    #expect(failure.kind == .notPermitted)
    #expect(failure.message == "asso-velo has no agreement")
    #expect(
      failure.hints == [
        "after agreeing, type:", "  coloc tenant agree asso-velo --vms 2 --vcpus 4 --memory 4G --disk 40G",
      ]
    )
  }

  @Test("An agreement resting on a conversation that is not recorded: 77")
  func lostBasis() throws {
    let tenant = try tenant { $0.conversations = [try Sample.conversation(2)] }
    let failure = try #require(refusal(tenant))
    #expect(failure.kind == .notPermitted)
    #expect(failure.message == "the agreement of asso-velo rests on c1, which is not recorded")
    #expect(failure.hints.count == 3)
  }

  @Test("Up to the last byte it passes; the owner passes always")
  func passes() throws {
    let whole = Demand(vms: 2, vcpus: 4, memory: .gibibytes(4), disk: .gibibytes(60))
    #expect(refusal(try tenant(), whole) == nil)
    var owner = try Sample.tenant(isSelf: true, vms: [])
    owner.conversations = []
    owner.agreement = nil
    #expect(refusal(owner, Demand(vms: 500)) == nil)
  }

  @Test(
    "One more of anything: 73, saying which figure",
    arguments: [
      (Demand(vms: 3), "3 VMs of 2"), (Demand(vcpus: 5), "5 vCPUs of 4"),
      (Demand(memory: ByteCount(bytes: 4 << 30 | 1)), "4294967297B memory of 4G"),
      (Demand(disk: .gibibytes(61)), "61G disk of 60G"),
    ]
  )
  func past(_ demand: Demand, _ words: String) throws {
    let failure = try #require(refusal(try tenant(), demand))
    #expect(failure.kind == .cannotCreate)
    #expect(failure.message == "velo-web would take asso-velo past what was agreed: \(words)")
  }

  @Test("Past the agreement: what was agreed, when, by which channel, what is used, the two lines to type")
  func pastTotals() throws {
    let tenant = try tenant { $0.vms = [try Sample.vm(number: 2)] }
    let big = Demand(vms: 2, vcpus: 1, memory: .gibibytes(1), disk: .gibibytes(41))
    let failure = try #require(refusal(tenant, big))
    #expect(failure.message.hasSuffix("past what was agreed: 3 VMs of 2, 61G disk of 60G"))
    #expect(
      failure.hints == [
        "agreed on 2026-11-02 by matrix (c1): 2 VMs, 4 vCPUs, 4G memory, 60G disk",
        "in use: 1 VM, 2 vCPUs, 2G memory, 20G disk", "after talking again, type:",
        "  coloc tenant talk asso-velo --channel matrix --summary \"…\"",
        "  coloc tenant agree asso-velo --vms 3 --vcpus 4 --memory 4G --disk 61G --site velo.example --owner-access",
      ]
    )
  }

  @Test("What other commands are making counts; what the manifest has already counts once")
  func pending() throws {
    let tenant = try tenant { $0.vms = [try Sample.vm("velo-mail", number: 2)] }
    #expect(refusal(tenant, pending: [try Sample.vm("velo-mail", number: 2)]) == nil)
    let failure = try #require(refusal(tenant, pending: [try Sample.vm("velo-list", number: 3)]))
    #expect(failure.message.contains("3 VMs of 2, 6 vCPUs of 4, 6G memory of 4G"))
    #expect(failure.hints.contains("in use: 2 VMs, 4 vCPUs, 4G memory, 40G disk"))
  }
}
