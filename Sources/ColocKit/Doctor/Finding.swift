/// One thing that `doctor` looked at: what is wrong and what to type, or that nothing is.
public struct Finding: Sendable, Equatable {
  /// How bad it is.
  public enum Severity: String, Sendable, CaseIterable, Comparable {
    /// Nothing is wrong, or there was nothing to look at.
    case ok
    /// It works, and wants a look.
    case warning
    /// It does not work, is not safe, or will be lost.
    case error

    /// Orders by badness.
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// What kind of thing.
  public let code: FindingCode
  /// How bad.
  public let severity: Severity
  /// The VM, tenant, file or other object.
  public let object: String
  /// One sentence without a full stop.
  public let message: String
  /// The command that mends it; nil when nothing is wrong.
  public let cure: String?

  /// Something that is off; how bad it is, its code says.
  public init(_ code: FindingCode, _ object: String, _ message: String, cure: String) {
    self.code = code
    severity = code.severity
    self.object = Printable.clean(object)
    self.message = Printable.clean(message.replacing("\n", with: "; "))
    self.cure = Printable.clean(cure)
  }

  /// Something that is as it should be, or was not looked at for a reason.
  public static func fine(_ code: FindingCode, _ object: String, _ message: String = "nothing found") -> Finding {
    Finding(fine: code, Printable.clean(object), Printable.clean(message))
  }

  private init(fine code: FindingCode, _ object: String, _ message: String) {
    self.code = code
    severity = .ok
    self.object = object
    self.message = message
    cure = nil
  }

  /// The same, its cure for a libvirt that virsh does not ask by itself.
  func asking(_ uri: String) -> Finding {
    guard uri != "qemu:///system", let cure else { return self }
    let virsh = cure.split(separator: " ", omittingEmptySubsequences: false).map { word in
      word == "virsh" ? "virsh -c \(ShellWord.quoted(uri))" : String(word)
    }
    return Finding(code, object, message, cure: virsh.joined(separator: " "))
  }

  /// The item of `doctor --json`.
  public var json: JSONValue {
    .object([
      "code": .string(code.rawValue), "severity": .string(severity.rawValue), "object": .string(object),
      "message": .string(message), "cure": .text(cure),
    ])
  }
}
