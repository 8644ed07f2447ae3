/// A document that cannot be used as it stands, with everything that is wrong in it.
public struct InvalidDocument: Error, Sendable, Equatable {
  /// The file, as it is named to the owner.
  public let file: String
  /// What is wrong, in the order of the lines; never empty.
  public let faults: [Fault]

  /// Makes the error from faults in any order.
  public init(file: String, faults: [Fault]) {
    self.file = file
    self.faults = faults.enumerated()
      .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
      .map(\.element)
  }

  /// One line a fault, `FILE:LINE: PATH: REASON`, harmless for a terminal.
  public var lines: [String] {
    faults.map { fault in
      let path = fault.path.isEmpty ? "" : "\(fault.path): "
      return Printable.clean("\(file):\(fault.line): \(path)\(fault.reason)")
    }
  }

  /// The error for the command line: every fault in its message, what to do in the hint.
  public var failure: Failure { failure(as: .invalidFile) }

  /// The same with another exit code, for the configuration.
  public func failure(as kind: Failure.Kind) -> Failure {
    let count = faults.count == 1 ? "a fault" : "\(faults.count) faults"
    let message = "\(Printable.clean(file)) has \(count):\n" + lines.joined(separator: "\n")
    return Failure(kind, message, hint: "mend the file with an editor; nothing is written to it before")
  }
}
