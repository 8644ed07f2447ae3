internal import ArgumentParser
internal import ColocKit

/// `coloc image list`.
struct ImageList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List images at hand.")

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Session.with("image list") { rack in
      let images = try rack.state.images.all().sorted { $0.name < $1.name }
      let time = LocalTime(zone: rack.configuration.timezone)
      output.put(images.map(\.json), names: images.map(\.name.description)) {
        var table = Table(headers: ["IMAGE", "OS", "SIZE", "DISK", "ADDED", "SHA512", "SOURCE"])
        table.rows = images.map {
          [
            $0.name.description, "\($0.os.rawValue) \($0.release)", $0.size.approximate, $0.virtualSize.approximate,
            time.text($0.added), $0.sha512.short, Printable.clean($0.source),
          ]
        }
        return table.text(width: Terminal.width)
      }
    }
  }
}
