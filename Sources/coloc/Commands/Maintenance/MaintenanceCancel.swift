internal import ArgumentParser
internal import ColocKit

/// `coloc maintenance cancel`.
struct MaintenanceCancel: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "Say that a window does not take place.",
    usage: "coloc maintenance cancel <window> [options]",
    discussion:
      "Those who were told of it are told so by coloc maintenance announce. One that has begun is ended instead."
  )

  @Argument(help: "The window.", transform: typed)
  var window: WindowID

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("maintenance cancel") { rack in
      let cancelled = try await rack.cancel(window, reason: why.reason)
      output.put([cancelled.json], names: [window.description]) { "" }
      Terminal.say("\(window) is cancelled")
      if cancelled.announced != nil {
        Terminal.say("people were told of it; now: coloc maintenance announce \(window)")
      }
    }
  }
}
