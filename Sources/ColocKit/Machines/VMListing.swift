/// One line of `vm list`: a VM of a tenant and what it is doing, or a domain that is not coloc's.
public enum VMListing: Sendable, Equatable {
  /// A VM that a manifest has.
  case managed(TenantName, VMRecord, MachineState)
  /// A domain of the host that is not this rack's.
  case unmanaged(Machine, host: String)

  /// The name, as libvirt gives it for a domain that is not coloc's.
  public var name: String {
    switch self {
    case .managed(_, let vm, _): vm.name.description
    case .unmanaged(let machine, _): machine.name
    }
  }

  /// The item of `vm list --json`.
  public var json: JSONValue {
    switch self {
    case .managed(let tenant, let vm, let state):
      guard case .object(var fields) = vm.json else { return vm.json }
      fields["tenant"] = .text(tenant)
      fields["state"] = .string(state.rawValue)
      fields["managed"] = .bool(true)
      return .object(fields)
    case .unmanaged(let machine, let host):
      let absent = [
        "tenant", "os", "release", "disk", "firmware", "mac", "ipv4", "ipv6", "image", "login", "pool", "created",
        "machine", "kvm", "title", "adoption", "power", "wanted", "keep",
      ]
      var fields: [String: JSONValue] = [:]
      for key in absent { fields[key] = .null }
      fields["name"] = .string(machine.name)
      fields["uuid"] = .string(machine.uuid.text)
      fields["host"] = .string(host)
      fields["state"] = .string(machine.state.rawValue)
      fields["vcpus"] = .int(machine.vcpus)
      fields["memory"] = .int(machine.memory.bytes)
      fields["hostKeys"] = .array([])
      fields["sshKeys"] = .array([])
      fields["protected"] = .bool(false)
      fields["managed"] = .bool(false)
      return .object(fields)
    }
  }
}
