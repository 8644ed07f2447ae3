/// What the owner typed for `vm edit`; what is nil or empty stays as it is.
public struct VMChange: Sendable, Equatable {
  /// The line that other tools show; empty for coloc's own again.
  public var title: String?
  /// Keys to add to those that should open it.
  public var addedKeys: [SSHPublicKey] = []
  /// Keys to remove, each by its fingerprint (`SHA256:…`) or its comment.
  public var removedKeys: [String] = []
  /// Whether it is kept from being deleted and killed.
  public var protected: Bool?
  /// What happens to it after an unplanned cut.
  public var boot: PowerPolicy.Boot?
  /// Its place in the order, 0 to 99.
  public var order: Int?
  /// When it counts as up.
  public var ready: ReadyTest?
  /// How long it may take to go down, in seconds; 0 for the configuration's again.
  public var stopTimeout: Int?
  /// What becomes of it when it does not go down.
  public var then: PowerPolicy.Then?
  /// Which of its snapshots stay.
  public var keep: RetentionChoice?

  /// Makes a change of nothing.
  public init() {}

  /// The record as it will be. Throws what removing a key throws.
  func applied(to vm: VMRecord) throws(Failure) -> VMRecord {
    var changed = vm
    if let title { changed.title = title.isEmpty ? nil : title }
    for text in removedKeys { try changed.sshKeys.remove(named: text, of: vm.name.description) }
    changed.sshKeys.add(addedKeys)
    changed.protected = protected ?? vm.protected
    if let boot { changed.power.boot = boot }
    if let order { changed.power.order = order }
    if let ready { changed.power.ready = ready }
    if let stopTimeout { changed.power.stopTimeout = stopTimeout == 0 ? nil : stopTimeout }
    if let then { changed.power.then = then }
    if let keep { changed.keep = keep.policy }
    return changed
  }
}

/// What `vm edit` is about to do.
public struct EditPlan: Sendable {
  /// The tenant.
  public let tenant: Tenant
  /// The VM as it is recorded now.
  public let vm: VMRecord
  /// The VM as it will be.
  public let edited: VMRecord

  /// The names of the fields that change.
  public var fields: [String] {
    var fields: [String] = []
    if edited.title != vm.title { fields.append("title") }
    if edited.sshKeys != vm.sshKeys { fields.append("sshKeys") }
    if edited.protected != vm.protected { fields.append("protected") }
    if edited.power.boot != vm.power.boot { fields.append("boot") }
    if edited.power.order != vm.power.order { fields.append("order") }
    if edited.power.ready != vm.power.ready { fields.append("ready") }
    if edited.power.stopTimeout != vm.power.stopTimeout { fields.append("stopTimeout") }
    if edited.power.then != vm.power.then { fields.append("then") }
    if edited.keep != vm.keep { fields.append("keep") }
    return fields
  }

  /// The keys that are new.
  public var addedKeys: [SSHPublicKey] { edited.sshKeys.filter { !vm.sshKeys.contains($0) } }
  /// The keys that go.
  public var removedKeys: [SSHPublicKey] { vm.sshKeys.filter { !edited.sshKeys.contains($0) } }

  /// The item of `vm edit --json`: the VM as it will be; its state is not looked at.
  public var json: JSONValue {
    guard case .object(var fields) = edited.json else { return .null }
    fields["tenant"] = .text(tenant.name)
    fields["changed"] = .texts(self.fields)
    return .object(fields)
  }
}
