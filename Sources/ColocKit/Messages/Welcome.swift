/// The answer for the tenant once a VM is up: what it is called, how to get in, what to know.
public struct Welcome: Sendable, Equatable {
  /// The VM.
  public let vm: VMRecord
  /// The distribution with its release, as `Debian 12`.
  public let system: String
  /// The tenant's name as people write it.
  public let tenant: String
  /// Who lends the VM.
  public let owner: Configuration.Owner
  /// Whether he has an account inside.
  public let ownerAccess: Bool

  /// Makes the facts of an answer.
  public init(vm: VMRecord, system: String, tenant: String, owner: Configuration.Owner, ownerAccess: Bool) {
    self.vm = vm
    self.system = system
    self.tenant = tenant
    self.owner = owner
    self.ownerAccess = ownerAccess
  }

  /// The text in a language, ready to paste, with a newline at the end.
  ///
  /// - Throws: `Failure` of kind `invalidFile` for a mistake in the template, with `FILE:LINE: reason`.
  public func text(in language: Language, templates: TemplateSource) throws(Failure) -> String {
    let values = values(in: language)
    let file = try templates.file("messages/welcome.\(language.rawValue).mustache")
    return try MessageTemplate(file, names: Set(values.keys)).render(values)
  }

  /// Every name a template may use; a name without a value is false.
  func values(in language: Language) -> [String: Any] {
    let fingerprints = vm.hostKeys.map { "\($0.typeName) \($0.fingerprint)" }
    return [
      "name": vm.name.description,
      "os": system,
      "tenant": tenant,
      "owner": owner.name,
      "owner_mail": optional(owner.mail),
      "owner_access": ownerAccess,
      "login": optional(vm.login?.description),
      "address": optional(vm.ipv4?.description),
      "ipv4": optional(vm.ipv4?.description),
      "ipv6": optional(vm.ipv6?.description),
      "vcpus": String(vm.vcpus),
      "memory": language.size(vm.memory),
      "disk": language.size(vm.disk),
      "fingerprints": fingerprints,
      "has_fingerprints": !fingerprints.isEmpty,
      "become": vm.os == .alpine ? "doas" : "sudo",
    ]
  }

  private func optional(_ text: String?) -> Any { text ?? false }
}
