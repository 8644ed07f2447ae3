import Testing

@testable import ColocKit
@testable import coloc

@Suite("What vm resize and vm edit say")
struct ChangeReportTests {
  private func plan(_ state: MachineState, _ changes: [SizeChange]) throws -> ResizePlan {
    let vm = try Sample.vm()
    var resized = vm
    for change in changes {
      switch change.field {
      case .vcpus: resized.vcpus = 4
      case .memory: resized.memory = .gibibytes(4)
      case .disk: resized.disk = .gibibytes(40)
      }
    }
    return ResizePlan(tenant: try Sample.tenant(), vm: vm, resized: resized, state: state, changes: changes)
  }

  private static let all = [
    SizeChange(field: .vcpus, moment: .now), SizeChange(field: .memory, moment: .nextStart),
    SizeChange(field: .disk, moment: .now),
  ]

  @Test("For each value when the guest has it, and what is left to do")
  func resized() throws {
    #expect(
      ResizeReport(try plan(.running, Self.all), guestMustSwitchOn: true).words == [
        "velo-web: vcpus 2 -> 4, while it runs",
        "velo-web: memory 2G -> 4G, from the next start on",
        "velo-web: disk 20G -> 40G, while it runs",
        "a reboot inside is not enough: coloc vm restart velo-web",
        "inside, as root: for c in /sys/devices/system/cpu/cpu[1-9]*/online; do echo 1 > $c; done",
        "its file system grows at the next boot, or inside: sudo growpart /dev/vda 1 && sudo resize2fs /dev/vda1",
      ]
    )
    let off = try plan(.off, [SizeChange(field: .memory, moment: .nextStart)])
    #expect(ResizeReport(off).words == ["velo-web: memory 2G -> 4G, from the next start on"])
    #expect(ResizeReport(try plan(.off, [])).words == ["velo-web has those sizes already"])
  }

  @Test("vm resize --dry-run")
  func resizePlan() throws {
    #expect(
      ResizeReport(try plan(.running, Self.all)).plan == """
        would resize  velo-web of asso-velo, now running
        vcpus         2 -> 4, while it runs
        memory        2G -> 4G, from the next start on
        disk          20G -> 40G, while it runs

        """
    )
    let json = try plan(.running, Self.all).json
    #expect(
      json["changes"]?.compact == #"[{"field":"vcpus","from":2,"to":4,"when":"now"},"#
        + #"{"field":"memory","from":2147483648,"to":4294967296,"when":"nextStart"},"#
        + #"{"field":"disk","from":21474836480,"to":42949672960,"when":"now"}]"#
    )
    #expect(json["memory"] == .int(4 << 30) && json["state"] == .string("running"))
  }

  @Test("vm edit: what changed, and the line that changes keys inside")
  func edited() throws {
    var change = VMChange()
    change.removedKeys = ["ana@velo.example"]
    change.protected = true
    change.keep = try RetentionChoice(parsing: "daily=7")
    let vm = try Sample.vm()
    let plan = EditPlan(tenant: try Sample.tenant(), vm: vm, edited: try change.applied(to: vm))
    let words = EditReport(plan).words
    #expect(
      words == [
        "changed sshKeys, protected, keep of velo-web",
        "the guest itself is not touched after its first boot; to change it inside too:",
        "  " + KeyCommand.removing(try Sample.key(), from: vm), "no key is recorded for it any more",
      ]
    )
    #expect(words[2].hasPrefix("  ssh debian@10.77.0.10 'sed -i "))
    #expect(
      EditReport(plan).plan == """
        would change    velo-web
        key to remove   \(try Sample.key().fingerprint) ana@velo.example
        protected       yes
        snapshots kept  daily=7

        """
    )
    #expect(plan.json["changed"] == .array([.string("sshKeys"), .string("protected"), .string("keep")]))
    let nothing = EditPlan(tenant: plan.tenant, vm: vm, edited: vm)
    #expect(EditReport(nothing).words == ["velo-web is so already"])
  }
}
