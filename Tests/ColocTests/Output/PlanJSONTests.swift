import Foundation
import Testing

@testable import ColocKit
@testable import coloc

/// What `--dry-run` and the acting verbs say to scripts; keys are an interface.
@Suite("The JSON of plans and of what was done")
struct PlanJSONTests {
  private func keys(_ value: JSONValue) -> Set<String> {
    guard case .object(let fields) = value else { return [] }
    return Set(fields.keys)
  }

  private func listed(_ state: MachineState = .running) throws -> VMListing {
    .managed(try Sample.tenant().name, try Sample.vm(), state)
  }

  private func tombstone() throws -> Tombstone {
    Tombstone(
      tenant: try Sample.tenant().name,
      vm: try Sample.vm(),
      domainXML: "",
      deleted: Sample.moment,
      expires: Sample.moment.adding(days: 14),
      reason: nil
    )
  }

  @Test("A plan about power: the keys of vm list, and what would be done")
  func power() throws {
    let refusal = Failure(.partly, "velo-web is paused and cannot hear")
    for (step, state, refusal) in [(PowerStep.kill, MachineState.running, nil), (.refuse, .paused, refusal)] {
      let plan = PowerPlan(tenant: try Sample.tenant(), vm: try Sample.vm(), state: state, step: step, refusal: refusal)
      #expect(keys(plan.json) == keys(try listed().json).union(["would", "refusal"]))
      #expect(plan.json["would"] == .string(step.rawValue))
      #expect(plan.json["state"] == .string(state.rawValue))
      #expect(plan.json["refusal"] == .text(refusal?.message))
    }
    #expect(Set(PowerStep.allCases.map(\.rawValue)) == ["stop", "restart", "start", "kill", "nothing", "refuse"])
  }

  @Test("The table of such a plan says what is lost; only what is touched is named")
  func powerTable() throws {
    let plans = [(PowerStep.kill, MachineState.running), (.nothing, .off)].map { step, state in
      PowerPlan(tenant: tenant, vm: vm, state: state, step: step, refusal: nil)
    }
    let report = PowerReport(plans: plans)
    let lines = report.table.text(width: nil).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1].contains("what the guest has not written to its disk yet"))
    #expect(lines[2].hasSuffix("stay as it is"))
    #expect(report.names == ["velo-web"])
  }

  private let tenant: Tenant
  private let vm: VMRecord

  init() throws {
    tenant = try Sample.tenant()
    vm = try Sample.vm()
  }

  @Test("The trash: the keys of vm list, and what the trash knows")
  func trash() throws {
    let item = try tombstone().item
    #expect(keys(item) == keys(try listed().json).union(["deleted", "expires", "reason"]))
    #expect(item["state"] == .null && item["managed"] == .bool(true) && item["reason"] == .null)
  }

  @Test("recover, and its dry run: one set of keys for all")
  func recovery() throws {
    let intent = Intent(
      id: try Sample.uuid(),
      action: .create,
      rack: try Sample.rack(),
      tenant: tenant.name,
      vm: vm,
      command: "coloc vm create",
      started: Sample.moment
    )
    let created = RecoveryStep(.interrupted, .undone, "would be undone", intent: intent, tenant: tenant.name, vm: vm)
    let image = RecoveryStep(.interrupted, .finished, "would stay", image: try Sample.image())
    let wanted: Set<String> = [
      "kind", "name", "tenant", "outcome", "words", "action", "command", "started", "vm", "image",
    ]
    #expect(keys(created.json) == wanted && keys(image.json) == wanted)
    #expect(created.json["action"] == .string("create") && created.json["outcome"] == .string("undone"))
    #expect(created.json["name"] == .string("velo-web") && image.json["vm"] == .null)
    #expect(image.json["name"] == .text(try Sample.image().name))
  }

  @Test("deinit --dry-run: one item, the rack, with everything that goes")
  func deinit_() throws {
    let report = DeinitReport(
      configuration: try Sample.configuration(),
      vms: [try listed()],
      trash: [try tombstone()],
      images: [try Sample.image()],
      tenants: [tenant.name],
      refusal: Failure(.notPermitted, "the rack still has velo-web")
    )
    #expect(
      keys(report.json) == [
        "rack", "pool", "network", "points", "tenants", "vms", "trash", "images", "refusal",
      ]
    )
    #expect(report.json["vms"] == .array([try listed().json]))
    #expect(report.json["refusal"] == .string("the rack still has velo-web"))
  }

  @Test("What became of a VM: name, outcome, error")
  func done() throws {
    let fine = Done.json("velo-web", .success(Done(.stopped, "velo-web stopped after 3 s")))
    #expect(fine == .object(["name": .string("velo-web"), "outcome": .string("stopped"), "error": .null]))
    let failure = Done.json("velo-web", .failure(Failure(.partly, "velo-web still runs")))
    let wanted: JSONValue = .object([
      "name": .string("velo-web"), "outcome": .string("failed"), "error": .string("velo-web still runs"),
    ])
    #expect(failure == wanted)
    let words = [
      "started", "runsAlready", "stopped", "offAlready", "restarted", "leftOff", "killed", "trashed", "restored",
      "purged", "removed", "refused",
    ]
    #expect(Done.Outcome.allCases.map(\.rawValue) == words)
  }

  @Test("Of one VM its own failure ends the command, of several that some failed; Ctrl-C goes first")
  func conclusion() {
    let failure = Failure(.unreachable, "away")
    #expect(throws: failure) { try Each.conclude([failure], of: 1) }
    #expect(throws: Failure(.partly, "1 of 2 VMs want a look")) { try Each.conclude([failure], of: 2) }
    #expect(throws: CancellationError.self) { try Each.conclude([failure, CancellationError()], of: 2) }
    #expect(throws: Never.self) { try Each.conclude([], of: 2) }
  }
}
