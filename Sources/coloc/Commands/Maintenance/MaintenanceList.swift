internal import ArgumentParser
internal import ColocKit

/// `coloc maintenance list`.
struct MaintenanceList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the maintenance windows.")

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Session.with("maintenance list", recovering: false) { rack in
      let found = try rack.state.windows.survey()
      let windows = found.records.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
      output.put(windows.map(\.json), names: windows.map(\.id.description)) {
        var table = Table(headers: ["WINDOW", "STATE", "WHEN", "REASON"])
        let words = WindowWords(rack)
        table.rows = windows.map {
          [$0.id.description, $0.state.rawValue, words.span($0), Printable.clean($0.reason)]
        }
        return table.text(width: Terminal.width)
      }
      try Session.report(found.unreadable.map(\.failure))
    }
  }
}
