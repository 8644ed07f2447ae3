internal import ArgumentParser
internal import ColocKit

/// `coloc image build`.
struct ImageBuild: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Build an image from the distribution's own package archive (mmdebstrap).",
    usage: "coloc image build <os> [options]"
  )

  @Argument(help: "The distribution: debian.")
  var os: OperatingSystem

  @Option(help: "The release; the template's own when left out.", transform: typed)
  var release: Release?

  @Option(help: ArgumentHelp("The package archive; the one apt uses when left out.", valueName: "url"))
  var mirror: String?

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func validate() throws {
    if let mirror, !mirror.hasPrefix("http://"), !mirror.hasPrefix("https://") {
      throw ValidationError("--mirror begins with http:// or https://")
    }
  }

  func run() async throws {
    try await Session.with("image build") { rack in
      let image = try await rack.buildImage(os, release: release, mirror: mirror, reason: why.reason)
      output.put([image.json], names: [image.name.description]) { "\(image.name)\n" }
    }
  }
}
