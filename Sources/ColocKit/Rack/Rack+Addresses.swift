extension Rack {
  /// What is taken: by manifests, by what other commands are making, by the trash, by libvirt's network and by domains
  /// that are not ours.
  func takenAddresses(machines: [Machine]) async throws -> AddressPlan {
    let known = try knownRecords()
    var ipv4 = known.compactMap(\.ipv4)
    var macs = known.map(\.mac)
    if case .nat(let network, _, _) = configuration.network {
      let reservations = try await host.reservations(in: network)
      ipv4 += reservations.map(\.ipv4)
      macs += reservations.map(\.mac)
    }
    let ours = Set(known.map(\.uuid))
    for machine in machines where !ours.contains(machine.uuid) {
      let claims = try await host.claims(of: machine.uuid)
      ipv4 += claims.ipv4
      macs += claims.macs
    }
    return AddressPlan(ipv4: ipv4, macs: macs)
  }

  /// Every VM that an intent, a manifest or a tombstone has, read in the order in which a VM passes from one to the next.
  ///
  /// A manifest that cannot be read holds up its own tenant only: what its VMs have is known from libvirt's network and
  /// from their domains. `strict` throws for it, where that is not enough.
  func knownRecords(strict: Bool = false) throws -> [VMRecord] {
    let pending = try state.intents.all().compactMap(\.vm)
    let manifests = try manifests.all()
    if strict, let unreadable = manifests.unreadable.first { throw unreadable.failure }
    return try pending + manifests.tenants.flatMap(\.vms) + state.tombstones.all().map(\.vm)
  }
}
