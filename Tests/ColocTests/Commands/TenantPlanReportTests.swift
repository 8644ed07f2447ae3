import Testing

@testable import ColocKit
@testable import coloc

@Suite("What suspend, resume, refuse and remove would do")
struct TenantPlanReportTests {
  private func part(_ step: TenantPlan.Step, _ state: MachineState?) throws -> TenantPlan.Part {
    TenantPlan.Part(vm: try Sample.vm(), state: state, step: step)
  }

  @Test("Each step in words")
  func words() throws {
    #expect(TenantPlanReport.words(for: try part(.stop, .running)) == "running: is asked to stop, and stays down")
    #expect(TenantPlanReport.words(for: try part(.keep, .off)) == "off: stays down")
    #expect(
      TenantPlanReport.words(for: try part(.start, .off)) == "off: ran when the tenant was suspended, and is started"
    )
    #expect(
      TenantPlanReport.words(for: try part(.release, .off)) == "off: did not run then, and is left as it is"
    )
    #expect(
      TenantPlanReport.words(for: try part(.destroy, nil)) == "in the trash: lost for good, with its 20G disk"
    )
  }

  @Test("The JSON of the four verbs has the same keys")
  func json() throws {
    let tenant = try Sample.tenant()
    let parts = [try part(.stop, .running), try part(.destroy, nil)]
    let plan = TenantPlan(tenant: tenant, action: .suspend, isDone: false, parts: parts, reason: "pause")
    #expect(
      plan.json.compact == """
        {"action":"suspend","contacts":1,"conversations":1,"done":false,"name":"asso-velo","reason":"pause",\
        "sshKeys":1,"vms":[{"disk":21474836480,"name":"velo-web","state":"running","trash":false,\
        "uuid":"7d6f3a52-3c1e-4d5e-9b1a-0c9b7f1e2d33","would":"stop"},{"disk":21474836480,"name":"velo-web",\
        "state":null,"trash":true,"uuid":"7d6f3a52-3c1e-4d5e-9b1a-0c9b7f1e2d33","would":"destroy"}]}
        """
    )
    let bare = TenantPlan(tenant: tenant, action: .resume, isDone: true, parts: [], reason: nil)
    #expect(bare.json["reason"] == .null && bare.json["vms"] == .array([]))
  }
}
