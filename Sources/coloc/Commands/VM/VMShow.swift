internal import ArgumentParser
internal import ColocKit

/// `coloc vm show`.
struct VMShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "Show all that is known of a VM.")

  @Argument(help: "The VM.", transform: typed)
  var name: VMName

  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Session.with("vm show") { rack in
      let (tenant, vm) = try rack.find(name)
      let inventory = try await rack.inventory(tenant: tenant.name)
      guard let item = inventory.items.first(where: { $0.name == name.description }),
        case .managed(_, _, let state) = item
      else { throw Failure(.notFound, "there is no VM named \(name)") }
      output.put([item.json], names: [name.description]) { Self.details(tenant, vm, state, rack).text }
      try Session.report([inventory.hostFault].compactMap { $0 })
    }
  }

  private static func details(_ tenant: Tenant, _ vm: VMRecord, _ state: MachineState, _ rack: Rack) -> Details {
    let time = rack.localTime
    var details = Details()
    details.add("name", vm.name)
    details.add("tenant", "\(tenant.name) (\(Printable.clean(tenant.displayName)))")
    details.add("title", vm.title.map(Printable.clean))
    details.add("state", tenant.staysDown ? "\(state.rawValue) (\(tenant.name) is suspended)" : state.rawValue)
    if vm.protected { details.add("protected", "yes: not deleted, not killed") }
    details.add("host", vm.host)
    details.add("system", "\(vm.system), \(vm.firmware.rawValue)")
    details.add("size", "\(vm.vcpus) vCPU\(vm.vcpus == 1 ? "" : "s"), \(vm.memory) memory, \(vm.disk) disk")
    details.add("address", vm.ipv4?.description ?? "not known")
    details.add("IPv6", vm.ipv6)
    details.add("MAC", vm.mac)
    if let login = vm.login, let ipv4 = vm.ipv4 { details.add("login", "ssh \(login)@\(ipv4)") }
    details.add(
      "host keys",
      vm.hostKeys.isEmpty ? "not seen yet" : vm.hostKeys.map(\.fingerprint).joined(separator: "\n")
    )
    for key in vm.sshKeys { details.add("key", "\(key.fingerprint) \(Printable.clean(key.comment))") }
    details.add("outages", outages(vm))
    let keep = vm.keep.map { "keeps \($0)" } ?? "keeps \(rack.configuration.keep) (the rack's)"
    details.add("snapshots", keep)
    details.add("UUID", vm.uuid.text)
    details.add("image", vm.image?.short ?? "none: adopted")
    details.add("disks", vm.diskPlaces.map(Printable.clean).joined(separator: "\n"))
    if let adoption = vm.adoption {
      details.add("adopted", time.text(adoption.adopted))
    } else {
      details.add("created", time.text(vm.created))
    }
    return details
  }

  /// Its place when the host goes down and comes back.
  private static func outages(_ vm: VMRecord) -> String {
    let power = vm.power
    let wish = vm.wanted.map { $0 ? "wanted up" : "wanted down" }
    let time = power.stopTimeout.map { "stops within \($0) s" }
    let words = ["order \(power.order)", time, "else \(power.then.rawValue)", "ready by \(vm.readyTest)"]
    return (words + ["after a cut: \(power.boot.rawValue)", wish]).compactMap { $0 }.joined(separator: ", ")
  }
}
