extension Rack {
  /// The answer for a tenant about its VM, in its language or another. Throws `invalidFile` for a faulty template.
  public func welcome(_ vm: VMRecord, for tenant: Tenant, in language: Language? = nil) throws -> String {
    guard let os = vm.os, let release = vm.release, vm.ipv4 != nil, vm.login != nil else {
      let missing = [("--os", vm.os == nil), ("--release", vm.release == nil), ("--address", vm.ipv4 == nil)]
      let options = (missing + [("--login", vm.login == nil)]).filter(\.1).map(\.0)
      throw Failure(
        .notFound,
        "\(vm.name) was adopted, and nobody said all that the answer needs: \(options.joined(separator: ", "))",
        hint: "say it: coloc vm adopt \(vm.name) --tenant \(tenant.name) "
          + options.map { "\($0) …" }.joined(separator: " ")
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
    try DurableFile.write(Array(vm.knownHosts(as: vm.name.description).utf8), to: path)
    return path
  }
}
