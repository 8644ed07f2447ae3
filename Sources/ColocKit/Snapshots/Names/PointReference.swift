/// One point of one VM, as it is typed: `velo-web@latest`, `velo-web@before-upgrade`, `velo-web@20261102T030000Z`.
public struct PointReference: Parsed {
  /// What such a value is called.
  public static let noun = "a snapshot"

  /// Which of a VM's points is meant.
  public enum Which: Sendable, Hashable {
    /// The newest one, whatever it is called.
    case latest
    /// By coloc's own id.
    case id(PointID)
    /// By the name that the owner gave.
    case name(PointName)
  }

  /// The VM.
  public let vm: VMName
  /// Which of its points.
  public let which: Which

  /// Makes a reference.
  public init(_ vm: VMName, _ which: Which) {
    self.vm = vm
    self.which = which
  }

  /// Parses `VM@SNAPSHOT`.
  public init(parsing text: String) throws(ParseFault) {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else { throw Self.fault(text, "is not written like velo-web@latest") }
    vm = try VMName(parsing: parts[0])
    which = try Self.which(parts[1])
  }

  private static func which(_ text: String) throws(ParseFault) -> Which {
    if text == PointName.latest { return .latest }
    if let id = PointID(text) { return .id(id) }
    return .name(try PointName(parsing: text))
  }

  /// What stands behind the `@`.
  public var point: String {
    switch which {
    case .latest: PointName.latest
    case .id(let id): id.description
    case .name(let name): name.description
    }
  }

  /// As it is typed.
  public var description: String { "\(vm)@\(point)" }
}
