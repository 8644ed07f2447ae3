/// A VM of which a point is to be taken, with the point's name where it is typed at once: `velo-web`, `velo-web@before`.
public struct NewPoint: Parsed {
  /// What such a value is called.
  public static let noun = "a VM, or VM@NAME"

  /// The VM.
  public let vm: VMName
  /// The name for the point; nil leaves it with its id.
  public let name: PointName?

  /// Parses `VM` or `VM@NAME`.
  public init(parsing text: String) throws(ParseFault) {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    vm = try VMName(parsing: parts[0])
    name = parts.count == 2 ? try PointName(parsing: parts[1]) : nil
  }

  /// As it is typed.
  public var description: String { name.map { "\(vm)@\($0)" } ?? vm.description }
}
