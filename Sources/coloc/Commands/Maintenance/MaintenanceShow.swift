internal import ArgumentParser
internal import ColocKit

/// `coloc maintenance show`.
struct MaintenanceShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a window: whom it touches, how long it takes, what became of each VM."
  )

  @Argument(help: "The window.", transform: typed)
  var window: WindowID

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Session.with("maintenance show", recovering: false) { rack in
      let window = try rack.window(window)
      output.put([window.json], names: [window.id.description]) {
        var details = Details()
        let words = WindowWords(rack)
        details.add("window", window.id)
        details.add("state", window.state.rawValue)
        details.add("when", words.span(window))
        details.add("reason", Printable.clean(window.reason))
        return details.text
      }
      for warning in try rack.warnings(about: window) { Terminal.say("coloc: \(warning)") }
    }
  }
}
