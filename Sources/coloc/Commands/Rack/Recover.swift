internal import ArgumentParser
internal import ColocKit

/// `coloc recover`.
struct Recover: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover",
    abstract: "Finish or undo what was interrupted, and bring libvirt back in line after a power cut.",
    discussion: """
      Interrupted commands are finished or undone, domains that libvirt lost are defined again around their disks, \
      deleted ones that came back are removed again, and trash past its date is destroyed. Can be repeated.
      """
  )

  func run() async throws {
    try await Session.with("recover", recovering: false) { rack in
      let recovery = Recovery(rack)
      try rack.state.layout.removeStaleTemporaries()
      // A command that cannot be ended yet holds up nothing else.
      let lines = try await recovery.each([recovery.endInterrupted, recovery.reconcile]) { try await $0() }
      for line in lines { Terminal.say(line) }
      if lines.isEmpty { Terminal.say("nothing to recover") }
    }
  }
}
