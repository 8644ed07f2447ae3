/// One thing that `coloc recover` would do, has done, or leaves to the owner.
public struct RecoveryStep: Sendable, Equatable {
  /// What is found.
  public enum Kind: String, Sendable, CaseIterable {
    /// A command was killed, or lost its host, in the middle.
    case interrupted
    /// A VM that libvirt has lost.
    case lost
    /// An adopted VM whose mark libvirt has lost.
    case unmarked
    /// An adopted VM of whose definition there is no copy that can be read.
    case uncopied
    /// A deleted VM that libvirt has again.
    case returned
    /// A suspended tenant's VM that runs, or would start with the host.
    case suspended
    /// A domain with this rack's mark that no record knows.
    case stray
    /// A deleted VM whose days in the trash are over.
    case expired
  }

  /// What would become of it, or has.
  public enum Outcome: String, Sendable, CaseIterable {
    /// The interrupted command is finished.
    case finished
    /// Nothing of the interrupted command is left, or nothing was done yet.
    case undone
    /// The domain is defined again.
    case defined
    /// The domain is marked again.
    case marked
    /// Its definition is copied from libvirt.
    case copied
    /// The domain is removed again.
    case removed
    /// It starts with the host no longer.
    case keptDown
    /// Its disks go for good.
    case purged
    /// Nothing is done: it is the owner's to look at.
    case leftAlone
  }

  /// What is found.
  public let kind: Kind
  /// The operation that was interrupted.
  public let intent: Intent?
  /// The tenant concerned, if any.
  public let tenant: TenantName?
  /// The VM concerned, if any.
  public let vm: VMRecord?
  /// The image concerned, if any.
  public let image: ImageRecord?
  /// The domain's name, where it is all that is known.
  public let domain: String?
  /// What would become of it, or has.
  public let outcome: Outcome
  /// The same in words that follow the name.
  public let words: String

  init(
    _ kind: Kind,
    _ outcome: Outcome,
    _ words: String,
    intent: Intent? = nil,
    tenant: TenantName? = nil,
    vm: VMRecord? = nil,
    image: ImageRecord? = nil,
    domain: String? = nil
  ) {
    self.kind = kind
    self.outcome = outcome
    self.words = words
    self.intent = intent
    self.tenant = tenant
    self.vm = vm
    self.image = image
    self.domain = domain
  }

  /// The name of the VM or the image.
  public var name: String { vm?.name.description ?? image?.name.description ?? domain.map(Printable.clean) ?? "-" }

  /// What was done, as a sentence for people.
  public var sentence: String {
    guard let intent else { return result }
    return "interrupted \(Printable.clean(intent.command)) of \(intent.started): \(result)"
  }

  /// The same without what was interrupted.
  var result: String { (image != nil ? "image " : domain != nil ? "domain " : "") + "\(name) \(words)" }

  /// The item of `recover --json`, of a dry run too.
  public var json: JSONValue {
    .object([
      "kind": .string(kind.rawValue), "name": .string(name), "tenant": .text(tenant),
      "outcome": .string(outcome.rawValue), "words": .string(words),
      "action": intent.map { .string($0.action.rawValue) } ?? .null,
      "command": intent.map { .string($0.command) } ?? .null, "started": .text(intent?.started),
      "vm": vm?.json ?? .null, "image": image?.json ?? .null,
    ])
  }
}
