internal import ArgumentParser
internal import ColocKit

/// Why a tenant is suspended or refused: here it must be said.
struct StatedReason: ParsableArguments {
  @Option(
    help: ArgumentHelp("Why, in one line; stands in manifest and audit log: no personal data.", valueName: "text")
  )
  var reason: String

  func validate() throws {
    do throws(Failure) {
      try Prose.check(reason, what: "--reason", limit: 200)
    } catch {
      throw ValidationError(error.message)
    }
  }
}
