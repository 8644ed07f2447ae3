/// What a lock protects; each is a file of its own below `locks/`, because a durable write swaps the data's inode.
public struct LockName: Sendable, Hashable {
  /// The name of the lock's file.
  let file: String
  /// What is locked, in words.
  public let noun: String

  private init(file: String, noun: String) {
    self.file = file
    self.noun = noun
  }

  /// A tenant's manifest.
  public static func tenant(_ name: TenantName) -> LockName { LockName(file: "tenant-\(name)", noun: "tenant \(name)") }
  /// A VM: one command at a time changes it.
  public static func vm(_ name: VMName) -> LockName { LockName(file: "vm-\(name)", noun: "VM \(name)") }
  /// Which tenants there are.
  public static let tenants = LockName(file: "tenants", noun: "the list of tenants")
  /// Names, MAC and IP addresses: held from the choice of a free one until an intent holds it.
  public static let addresses = LockName(file: "addresses", noun: "the allocation of addresses")
  /// Which images there are.
  public static let images = LockName(file: "images", noun: "the list of images")
  /// Which operations are under way.
  public static let intents = LockName(file: "intents", noun: "the list of operations under way")
  /// The audit log.
  public static let audit = LockName(file: "audit", noun: "the audit log")
  /// The rack as a whole: `init` and `deinit`.
  public static let rack = LockName(file: "rack", noun: "the rack")
}
