internal import ArgumentParser
internal import ColocKit

/// `coloc vm list`.
struct VMList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List VMs and what they are doing.",
    usage: "coloc vm list [options]"
  )

  @Option(help: "Only this tenant's.", transform: typed)
  var tenant: TenantName?

  @Flag(help: "Also the host's domains that are not coloc's, marked so.")
  var unmanaged = false

  @Flag(help: "The trash instead: deleted VMs that can come back.")
  var deleted = false

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Session.with("vm list") { rack in
      if let tenant { _ = try rack.tenant(tenant) }
      if deleted { return try putTrash(rack) }
      let inventory = try await rack.inventory(tenant: tenant, unmanaged: unmanaged)
      output.put(inventory.items.map(\.json), names: inventory.items.map(\.name)) {
        var table = Table(headers: ["VM", "TENANT", "STATE", "OS", "VCPUS", "MEMORY", "DISK", "IPV4"])
        table.rows = inventory.items.map(Self.row)
        return table.text(width: Terminal.width)
      }
      try Session.report(inventory.unreadable + [inventory.hostFault].compactMap { $0 })
    }
  }

  private static func row(_ item: VMListing) -> [String] {
    switch item {
    case .managed(let tenant, let vm, let state):
      [
        vm.name.description, tenant.description, state.rawValue, vm.system, String(vm.vcpus),
        vm.memory.description, vm.disk.description, vm.ipv4?.description ?? "-",
      ]
    case .unmanaged(let machine, _):
      [
        Printable.clean(machine.name), "(not coloc's)", machine.state.rawValue, "-", String(machine.vcpus),
        machine.memory.description, "-", "-",
      ]
    }
  }

  private func putTrash(_ rack: Rack) throws {
    let time = rack.localTime
    let items = try rack.state.tombstones.all().filter { tenant == nil || $0.tenant == tenant }
    output.put(items.map(\.item), names: items.map(\.vm.name.description)) {
      var table = Table(headers: ["VM", "TENANT", "DISK", "DELETED", "GOES ON"])
      table.rows = items.map {
        [
          $0.vm.name.description, $0.tenant.description, $0.vm.disk.description, time.text($0.deleted),
          time.text($0.expires),
        ]
      }
      return table.text(width: Terminal.width)
    }
  }
}
