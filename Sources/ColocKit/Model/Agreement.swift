/// What was agreed with a tenant: totals over all its VMs, and what its sites are called.
///
/// A new agreement replaces the one before whole; it rests on a conversation.
public struct Agreement: Sendable, Equatable {
  /// How many VMs, 0 or more.
  public let vms: Int
  /// How many virtual CPUs over all VMs.
  public let vcpus: Int
  /// How much memory over all VMs.
  public let memory: ByteCount
  /// How much disk over all VMs.
  public let disk: ByteCount
  /// The names under which sites may be published.
  public let sites: [SiteName]
  /// Whether the owner has an account inside the tenant's VMs.
  public let ownerAccess: Bool
  /// The conversation on which the agreement rests.
  public let conversation: ConversationID
  /// When it was recorded.
  public let agreed: Timestamp

  /// Makes an agreement.
  public init(
    vms: Int,
    vcpus: Int,
    memory: ByteCount,
    disk: ByteCount,
    sites: [SiteName],
    ownerAccess: Bool,
    conversation: ConversationID,
    agreed: Timestamp
  ) {
    self.vms = vms
    self.vcpus = vcpus
    self.memory = memory
    self.disk = disk
    self.sites = sites
    self.ownerAccess = ownerAccess
    self.conversation = conversation
    self.agreed = agreed
  }

  /// The agreement as it stands in a manifest.
  public var json: JSONValue {
    .object([
      "vms": .int(vms), "vcpus": .int(vcpus), "memory": .int(memory.bytes), "disk": .int(disk.bytes),
      "sites": .texts(sites), "ownerAccess": .bool(ownerAccess), "conversation": .text(conversation),
      "agreed": .text(agreed),
    ])
  }
}
