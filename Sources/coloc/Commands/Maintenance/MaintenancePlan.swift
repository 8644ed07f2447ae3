internal import ArgumentParser
internal import ColocKit

/// `coloc maintenance plan`.
struct MaintenancePlan: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Plan a window, or change one that has not begun; nobody is told yet.",
    usage: """
      coloc maintenance plan --start <time> --for <length> --reason <text>
      coloc maintenance plan <window> [options]
      coloc maintenance plan --now --unplanned --reason <text>
      """,
    discussion: """
      Times are the rack's own, as 2026-12-05T22:00; in the night in which an hour comes twice, with the offset. The \
      texts are what tenants read in their language; without one the template has words of its own. After coloc \
      maintenance announce a change is told by announcing again.
      """
  )

  @Argument(help: "A window to change; a new one when left out.", transform: typed)
  var window: WindowID?

  @Option(help: ArgumentHelp("When it begins.", valueName: "time"))
  var start: String?

  @Flag(help: "It begins now.")
  var now = false

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("How long it is to take.", valueName: "length"),
    transform: typed
  )
  var length: TimeSpan?

  @Option(help: ArgumentHelp("Why, in one line; its first words become part of the window's name.", valueName: "text"))
  var reason: String?

  @Option(help: ArgumentHelp("What tenants are told in French.", valueName: "text"))
  var textFr: String?

  @Option(help: ArgumentHelp("What tenants are told in English.", valueName: "text"))
  var textEn: String?

  @Flag(help: "It came by itself, as a power cut does: no notice is expected.")
  var unplanned = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard start == nil || !now else { throw ValidationError("--start or --now, not both") }
    guard window == nil || !unplanned else { throw ValidationError("--unplanned is said when the window is made") }
  }

  func run() async throws {
    try await Session.with("maintenance plan") { rack in
      var request = WindowRequest()
      request.id = window
      if let start { request.start = try WallClock(zone: rack.configuration.timezone).moment(typed: start) }
      request.startsNow = now
      request.length = length
      request.reason = reason
      request.texts[.french] = textFr
      request.texts[.english] = textEn
      request.unplanned = unplanned
      let window = try rack.plan(request)
      output.put([window.json], names: [window.id.description]) { "" }
      Terminal.say("\(window.id) is planned: \(WindowWords(rack).span(window))")
      for warning in try rack.warnings(about: window) { Terminal.say("coloc: \(warning)") }
    }
  }
}
