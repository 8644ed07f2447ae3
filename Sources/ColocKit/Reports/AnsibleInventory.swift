/// The rack as a dynamic inventory of Ansible: one group for each tenant and each distribution.
///
/// https://docs.ansible.com/ansible/latest/dev_guide/developing_inventory.html: its own JSON, not coloc's.
public struct AnsibleInventory: Sendable {
  private let vms: [ReachableVM]

  /// Makes the inventory of VMs.
  public init(_ vms: [ReachableVM]) { self.vms = vms }

  /// What `--list` answers: groups with their hosts, and all variables at once, so that Ansible never asks `--host`.
  public var list: JSONValue {
    var groups: [String: [ReachableVM]] = [:]
    for vm in vms { for group in Self.groups(of: vm) { groups[group, default: []].append(vm) } }
    var fields = groups.mapValues { JSONValue.object(["hosts": .texts($0.map(\.vm.name))]) }
    fields["all"] = .object(["children": .texts(["ungrouped"] + groups.keys.sorted())])
    let variables = vms.map { ($0.vm.name.description, Self.variables(of: $0)) }
    fields["_meta"] = .object(["hostvars": .object(Dictionary(uniqueKeysWithValues: variables))])
    return .object(fields)
  }

  /// What `--host NAME` answers: its variables, none for a name that is not there.
  public func host(_ name: String) -> JSONValue {
    vms.first { $0.vm.name.description == name }.map(Self.variables) ?? .object([:])
  }

  /// A prefix keeps a tenant `debian` from the distribution, and each group's name from a host's.
  private static func groups(of vm: ReachableVM) -> [String] {
    ["tenant_\(valid(vm.tenant.description))"] + (vm.vm.os.map { ["os_\(valid($0.rawValue))"] } ?? [])
  }

  /// Ansible wants group names that could be variables of Python; coloc's names have `-` and no `_`.
  private static func valid(_ name: String) -> String { name.replacing("-", with: "_") }

  private static func variables(of vm: ReachableVM) -> JSONValue {
    var fields: [String: JSONValue] = [
      "ansible_host": .text(vm.address), "coloc_tenant": .text(vm.tenant), "coloc_os": .text(vm.vm.os?.rawValue),
      "coloc_release": .text(vm.vm.release),
    ]
    // Left out, not null: Ansible would log in as "None".
    if let login = vm.vm.login { fields["ansible_user"] = .text(login) }
    return .object(fields)
  }
}
