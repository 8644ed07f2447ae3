internal import ArgumentParser
internal import ColocKit

/// `coloc image list`.
struct ImageList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List images at hand.")

  @Flag(help: "List what can be pulled instead, by the catalogue; nobody is asked.")
  var available = false

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Session.with("image list") { rack in
      if available { return try putAvailable(rack) }
      let images = try rack.state.images.all().sorted { $0.name < $1.name }
      let time = rack.localTime
      output.put(images.map(\.json), names: images.map(\.name.description)) {
        var table = Table(headers: ["IMAGE", "OS", "FIRMWARE", "SIZE", "DISK", "ADDED", "SHA512", "SOURCE"])
        table.rows = images.map {
          [
            $0.name.description, "\($0.os.rawValue) \($0.release)", $0.firmware.rawValue, $0.size.approximate,
            $0.virtualSize.approximate, time.text($0.added), $0.sha512.short, Printable.clean($0.source),
          ]
        }
        return table.text(width: Terminal.width)
      }
    }
  }

  private func putAvailable(_ rack: Rack) throws {
    let images = try rack.availableImages()
    output.put(images.map(\.json), names: images.map(\.pattern)) {
      var table = Table(headers: ["OS", "FIRMWARE", "AT HAND", "SIGNATURE", "PUBLISHED AT"])
      table.rows = images.map {
        [
          "\($0.source.os.rawValue) \($0.source.release)", $0.file.firmware.rawValue,
          $0.present?.name.description ?? "no", $0.signature, $0.pattern,
        ]
      }
      return table.text(width: Terminal.width)
    }
  }
}
