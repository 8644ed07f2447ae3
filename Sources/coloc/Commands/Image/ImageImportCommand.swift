internal import ArgumentParser
internal import ColocKit

/// `coloc image import`.
struct ImageImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take a disk image in, after judging it as an attack: qcow2 or raw, standing alone.",
    usage: "coloc image import <file> --os <os> --release <release> [options]"
  )

  @Argument(help: "The file.")
  var file: String

  @Option(help: "The distribution inside: debian or alpine.")
  var os: OperatingSystem

  @Option(help: "Its release: 12, 3.22.", transform: typed)
  var release: Release

  @Option(help: ArgumentHelp("The digest it must have.", valueName: "hex"), transform: typed)
  var sha512: Digest?

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("image import") { rack in
      let source = file.split(separator: "/").last.map(String.init) ?? file
      let image = try await rack.importImage(
        file,
        os: os,
        release: release,
        expected: sha512,
        source: Printable.clean(source),
        reason: why.reason
      )
      output.put([image.json], names: [image.name.description]) { "\(image.name)\n" }
    }
  }
}
