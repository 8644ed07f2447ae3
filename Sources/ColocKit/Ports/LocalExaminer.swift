/// What `doctor` asks of the machine it runs on, about what lies outside coloc's own state. Every call throws `Failure`.
public protocol LocalExaminer: Sendable {
  /// Who owns a file and who may pass, links followed (stat(2)); nil when nothing has that name.
  func file(_ path: String) throws -> FileFacts?
  /// Where a path leads when every link on the way is followed (realpath(3)); nil when nothing has that name.
  func resolved(_ path: String) throws -> String?
  /// A small text file; nil when there is none.
  func text(of path: String) throws -> String?
  /// A user by name (getpwnam(3)); nil when there is none.
  func account(_ name: String) throws -> Account?
  /// The members of a group by name (getgrnam(3)); empty when there is no such group.
  func members(ofGroup name: String) throws -> [String]
}

/// Who owns a file and who may pass.
public struct FileFacts: Sendable, Equatable {
  /// The owner.
  public let user: UInt32
  /// The group.
  public let group: UInt32
  /// The permissions, the sticky bit among them.
  public let mode: UInt32
  /// Whether it has an access control list, which may allow more than the permissions tell.
  public let hasACL: Bool

  /// Makes a record.
  public init(user: UInt32, group: UInt32, mode: UInt32, hasACL: Bool = false) {
    self.user = user
    self.group = group
    self.mode = mode
    self.hasACL = hasACL
  }

  /// Whether a user may pass through the directory (path_resolution(7)).
  public func isPassable(for account: Account) -> Bool {
    if account.user == 0 || hasACL { return true }
    if account.user == user { return mode & 0o100 != 0 }
    if account.groups.contains(group) { return mode & 0o010 != 0 }
    return mode & 0o001 != 0
  }
}
