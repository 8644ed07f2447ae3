public import FoundationEssentials

/// What a pool, a network or a filter may be named by: a `String` is its name, a `UUID` its UUID.
public protocol ObjectReference: Sendable {
  /// The name or the UUID.
  var reference: Reference { get }
}

/// A name or a UUID.
public enum Reference: Sendable, Hashable, CustomStringConvertible {
  /// By name, which somebody may give to another object later.
  case name(String)
  /// By UUID, which stays.
  case uuid(UUID)

  /// The name, or the UUID in lower case.
  public var description: String {
    switch self {
    case .name(let name): name
    case .uuid(let uuid): uuid.libvirtText
    }
  }
}

extension String: ObjectReference {
  /// The string as a name.
  public var reference: Reference { .name(self) }
}

extension UUID: ObjectReference {
  /// The UUID itself.
  public var reference: Reference { .uuid(self) }
}
