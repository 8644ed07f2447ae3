internal import ArgumentParser
internal import ColocKit

/// Why a tenant is suspended or refused: here it must be said.
struct StatedReason: ParsableArguments {
  @Option(
    help: ArgumentHelp("Why, in one line; stands in manifest and audit log: no personal data.", valueName: "text")
  )
  var reason: String

  func validate() throws {
    guard reason.count <= 200, !reason.allSatisfy(\.isWhitespace),
      !reason.unicodeScalars.contains(where: Printable.isDangerous)
    else { throw ValidationError("--reason is one line of 1 to 200 characters") }
  }
}
