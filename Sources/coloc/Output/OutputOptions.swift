internal import ArgumentParser
internal import ColocKit

/// How a list or a record is printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case table
  case json
}

/// The options of every command that prints data.
struct OutputOptions: ParsableArguments {
  @Option(help: "How to print: table or json.")
  var format: OutputFormat = .table

  @Flag(help: "The same as --format json.")
  var json = false

  @Flag(name: .shortAndLong, help: "Only names, one a line.")
  var quiet = false

  var isJSON: Bool { json || format == .json }

  /// Prints items in the form that was asked for.
  func put(
    _ items: @autoclosure () -> [JSONValue],
    names: @autoclosure () -> [String],
    table: () -> String
  ) {
    if isJSON {
      Terminal.put(Document.text(items()))
    } else if quiet {
      Terminal.put(names().map { Printable.clean($0) + "\n" }.joined())
    } else {
      Terminal.put(table())
    }
  }
}

/// Why something is done, for the audit log.
struct ReasonOption: ParsableArguments {
  @Option(help: ArgumentHelp("Why, in a few words; stands in the audit log.", valueName: "text"))
  var reason: String?

  func validate() throws {
    if let reason, reason.count > 200 || reason.unicodeScalars.contains(where: Printable.isDangerous) {
      throw ValidationError("--reason is one line of at most 200 characters")
    }
  }
}
