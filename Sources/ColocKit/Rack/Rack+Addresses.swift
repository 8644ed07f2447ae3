extension Rack {
  /// What is taken: by manifests, by what other commands are making, by the trash, by libvirt's network and by domains
  /// that are not ours.
  func takenAddresses(machines: [Machine]) async throws -> AddressPlan {
    let known = try knownRecords()
    var ipv4 = known.map(\.ipv4)
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

  /// Every VM that a manifest, an intent or a tombstone has. Throws when a manifest cannot be read: its addresses would
  /// be given out twice.
  func knownRecords() throws -> [VMRecord] {
    let manifests = try manifests.all()
    if let unreadable = manifests.unreadable.first { throw unreadable.failure }
    let pending = try state.intents.all().compactMap(\.vm)
    return try manifests.tenants.flatMap(\.vms) + pending + state.tombstones.all().map(\.vm)
  }
}
