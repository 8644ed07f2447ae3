public import Foundation

/// Whose mark a domain carries in its metadata.
public enum MachineMark: Sendable, Equatable {
  /// Nobody's.
  case none
  /// A rack's.
  case rack(UUID)
  /// One of coloc's that cannot be read: somebody's.
  case illegible
}
