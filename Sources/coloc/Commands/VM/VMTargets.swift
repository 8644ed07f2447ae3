internal import ArgumentParser
internal import ColocKit

/// Which VMs a command is about: names, all of a tenant, or all.
struct VMTargets: ParsableArguments {
  @Argument(help: "The VMs.", transform: typed)
  var names: [VMName] = []

  @Option(help: "All VMs of this tenant.", transform: typed)
  var tenant: TenantName?

  @Flag(help: "All VMs of the rack.")
  var all = false

  func validate() throws {
    let ways = [!names.isEmpty, tenant != nil, all].filter { $0 }.count
    guard ways == 1 else { throw ValidationError("name VMs, or a --tenant, or --all") }
  }

  /// Whether more was meant than the VMs that were named.
  var isSweeping: Bool { names.isEmpty }

  /// Why some of the VMs that were meant by `--all` cannot be told.
  func unreadable(_ rack: Rack) throws -> [Failure] {
    all ? try rack.state.manifests.all().unreadable.map(\.failure) : []
  }

  /// The names, each once; every one that was named exists.
  func resolve(_ rack: Rack) throws -> [VMName] {
    if isSweeping {
      if let tenant { return try rack.tenant(tenant).vms.map(\.name).sorted() }
      return try rack.state.manifests.all().tenants.flatMap(\.vms).map(\.name).sorted()
    }
    for name in names { _ = try rack.find(name) }
    return Set(names).sorted()
  }
}
