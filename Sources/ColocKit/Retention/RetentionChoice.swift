/// What the owner typed for a VM: a policy of its own, or `default` for the rack's.
public enum RetentionChoice: Parsed {
  /// What such a value is called.
  public static let noun = RetentionPolicy.noun

  /// The rack's policy, whatever it will be.
  case rack
  /// A policy of the VM's own.
  case own(RetentionPolicy)

  /// Parses a policy, or the word `default`.
  public init(parsing text: String) throws(ParseFault) {
    guard text != "default" else {
      self = .rack
      return
    }
    guard !text.split(separator: ",").contains("default") else {
      throw Self.fault(text, "has default beside other words; default stands alone")
    }
    self = .own(try RetentionPolicy(parsing: text))
  }

  /// The policy; nil for the rack's.
  public var policy: RetentionPolicy? {
    guard case .own(let policy) = self else { return nil }
    return policy
  }

  /// The choice as it is typed.
  public var description: String { policy?.description ?? "default" }
}
