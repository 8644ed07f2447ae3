internal import ColocKit

/// What `deinit --dry-run` shows: everything that goes with a rack.
struct DeinitReport {
  let configuration: Configuration
  let vms: [VMListing]
  let trash: [Tombstone]
  let images: [ImageRecord]
  let tenants: [TenantName]
  /// Why `deinit` would not begin; nil when it would.
  let refusal: Failure?

  /// Prints what would go; throws the refusal behind it.
  func put(_ output: OutputOptions) throws {
    output.put([json], names: vms.map(\.name) + trash.map(\.vm.name.description)) { details.text }
    if let refusal { throw refusal }
  }

  var json: JSONValue {
    .object([
      "rack": .string(configuration.rack.text), "pool": .string(configuration.pool.name),
      "network": .text(network), "points": .string(configuration.points), "tenants": .texts(tenants),
      "vms": .array(vms.map(\.json)), "trash": .array(trash.map(\.item)), "images": .array(images.map(\.json)),
      "refusal": .text(refusal?.message),
    ])
  }

  /// The network that `init` made; nil on a bridge of the owner's.
  private var network: String? {
    guard case .nat(let name, _, _) = configuration.network else { return nil }
    return name
  }

  private var details: Details {
    var details = Details()
    details.add("would remove", "rack \(configuration.rack.text), for good")
    details.add("VMs", list(vms.map { "\($0.name) (\($0.state.rawValue))" }))
    details.add("trash", list(trash.map(\.vm.name.description)))
    details.add("images", list(images.map { "\($0.name), \($0.size.approximate)" }))
    details.add("manifests", list(tenants.map(\.description)))
    details.add("pool", "\(configuration.pool.name) at \(configuration.pool.path)")
    details.add("network", network)
    details.add("also", "packet filters \(configuration.filters)-…, the audit log and all other state")
    return details
  }

  private func list(_ items: [String]) -> String { items.isEmpty ? "none" : items.joined(separator: "\n") }
}
