internal import ArgumentParser
internal import ColocKit

/// `coloc image remove`.
struct ImageRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove an image that no VM stands on.",
    usage: "coloc image remove <name> [options]"
  )

  @Argument(help: "The image.", transform: typed)
  var name: ImageName

  @Option(help: ArgumentHelp("The image's name once more.", valueName: "name"))
  var confirm: String?

  @Flag(help: "Only say whether it could go, and what would be lost.")
  var dryRun = false

  @OptionGroup var output: OutputOptions
  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("image remove", recovering: !dryRun) { rack in
      if dryRun { return put(try rack.planRemoveImage(name)) }
      try Question.confirm("removing image \(name)", name: name.description, given: confirm)
      try await rack.removeImage(name, reason: why.reason)
      let done = Done(.removed, "\(name) is removed")
      Terminal.say(done.words)
      output.put([Done.json(name.description, .success(done))], names: [name.description]) { "" }
    }
  }

  private func put(_ image: ImageRecord) {
    output.put([image.json], names: [name.description]) {
      var details = Details()
      details.add(
        "would remove",
        "\(name), \(image.os.rawValue) \(image.release), from \(Printable.clean(image.source))"
      )
      details.add("its file", "\(image.pool)/\(image.volume), \(image.size.approximate), lost for good")
      details.add("in use by", "no VM, the trash included")
      return details.text
    }
  }
}
