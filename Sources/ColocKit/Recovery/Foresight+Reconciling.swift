extension Foresight {
  /// Deleted domains that are back.
  mutating func returned(_ report: inout RecoveryReport) async throws {
    for tombstone in settledTrash {
      try await report.add {
        let vm = tombstone.vm
        guard try await isDefined(vm), !isRecorded(vm) else { return [] }
        guard try await !isActive(vm) else {
          return [RecoveryStep(.returned, .leftAlone, Recovery.runsAllTheSame, tenant: tombstone.tenant, vm: vm)]
        }
        try await remove(vm)
        let words = "was deleted and is back in libvirt: would be removed again"
        return [RecoveryStep(.returned, .removed, words, tenant: tombstone.tenant, vm: vm)]
      }
    }
  }

  /// Domains that libvirt lost.
  mutating func lost(_ report: inout RecoveryReport) async throws {
    for (tenant, vm) in settled {
      try await report.add {
        guard try await !isThere(vm) else { return [] }
        if let lack = try await recovery.lack(of: vm) {
          return [RecoveryStep(.lost, .leftAlone, Recovery.words(lacking: lack), tenant: tenant.name, vm: vm)]
        }
        try await ensureDefined(vm, of: tenant)
        let words = "is gone from libvirt: would be defined again"
        return [RecoveryStep(.lost, .defined, words, tenant: tenant.name, vm: vm)]
      }
    }
  }

  /// Adopted VMs whose mark is gone.
  mutating func unmarked(_ report: inout RecoveryReport) async throws {
    for (tenant, vm) in settled where vm.adoption != nil {
      try await report.add {
        guard try await markAgain(vm) else { return [] }
        let words = "has lost this rack's mark: would be marked again"
        return [RecoveryStep(.unmarked, .marked, words, tenant: tenant.name, vm: vm)]
      }
    }
  }

  /// VMs of suspended tenants that run, or would start with the host.
  func suspended(_ report: inout RecoveryReport) async throws {
    for (tenant, vm) in settled where tenant.staysDown {
      try await report.add {
        guard try await isDefined(vm) else { return [] }
        var steps: [RecoveryStep] = []
        if try await startsWithHost(vm) {
          let words = "would start with the host, and \(tenant.name) is suspended: would no longer"
          steps.append(RecoveryStep(.suspended, .keptDown, words, tenant: tenant.name, vm: vm))
        }
        if try await isActive(vm) {
          let words = Recovery.words(running: tenant)
          steps.append(RecoveryStep(.suspended, .leftAlone, words, tenant: tenant.name, vm: vm))
        }
        return steps
      }
    }
  }

  /// Domains with this rack's mark that no record knows.
  func strays(_ report: inout RecoveryReport) async throws {
    try await report.add {
      let machines = try await domainsThere()
      // Where a record cannot be read nobody can say.
      _ = try recovery.rack.knownRecords(strict: true)
      let known = Set(open.compactMap(\.vm?.uuid) + vms.map(\.vm.uuid) + tombstones.map(\.vm.uuid))
      var steps: [RecoveryStep] = []
      for machine in machines where !known.contains(machine.uuid) { steps += try await recovery.stray(machine) }
      return steps
    }
  }

  /// Trash that is due.
  func expired(_ report: inout RecoveryReport) async throws {
    for tombstone in settledTrash where tombstone.expires < recovery.rack.time.now() {
      try await report.add {
        let vm = tombstone.vm
        guard !isRecorded(vm) else { return [] }
        if try await isDefined(vm), try await isActive(vm) { return [] }
        let what = vm.adoption == nil ? "its \(vm.disk) disk is due: would be gone for good" : "is due: its disks stay"
        let words = "was deleted \(tombstone.deleted), and \(what)"
        return [RecoveryStep(.expired, .purged, words, tenant: tombstone.tenant, vm: vm)]
      }
    }
  }
}
