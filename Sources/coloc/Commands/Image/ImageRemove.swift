internal import ArgumentParser
internal import ColocKit

/// `coloc image remove`.
struct ImageRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove",
    abstract: "Remove an image that no VM stands on."
  )

  @Argument(help: "The image.", transform: typed)
  var name: ImageName

  @Option(help: ArgumentHelp("The image's name once more.", valueName: "name"))
  var confirm: String?

  @OptionGroup var why: ReasonOption

  func run() async throws {
    try await Session.with("image remove") { rack in
      try Question.confirm("removing image \(name)", name: name.description, given: confirm)
      try await rack.removeImage(name, reason: why.reason)
      Terminal.say("\(name) is removed")
    }
  }
}
