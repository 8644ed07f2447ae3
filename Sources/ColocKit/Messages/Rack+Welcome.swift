extension Rack {
  /// The answer for a tenant about its VM, in its language or another. Throws `invalidFile` for a faulty template.
  public func welcome(_ vm: VMRecord, for tenant: Tenant, in language: Language? = nil) throws -> String {
    guard let os = vm.os, let release = vm.release, vm.ipv4 != nil, vm.login != nil else {
      throw Failure(
        .notFound,
        "\(vm.name) was adopted, and its system, address or account was not said: there is nothing to write",
        hint: "see: coloc vm show \(vm.name)"
      )
    }
    let defaults = try GuestDefaults(of: os, from: templates)
    let welcome = Welcome(
      vm: vm,
      system: "\(defaults.title) \(release)",
      tenant: tenant.displayName,
      owner: configuration.owner,
      ownerAccess: tenant.isSelf || tenant.agreement?.ownerAccess == true
    )
    return try welcome.text(in: language ?? tenant.language, templates: templates)
  }

  /// Writes a VM's host keys as a known_hosts file (sshd(8)) and returns its path; the VM's name stands for its address.
  public func writeKnownHosts(of vm: VMRecord) throws -> String {
    let path = "\(state.layout.run)/known_hosts-\(vm.name)"
    let lines = vm.hostKeys.map { "\(vm.name) \($0.bare)\n" }.joined()
    try DurableFile.write(Array(lines.utf8), to: path)
    return path
  }
}
