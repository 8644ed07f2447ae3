extension Rack {
  /// Says what a resize would do, judged by the gate and by the host's room. Touches nothing.
  ///
  /// Throws `notFound`; `usage` for a disk that would shrink or sizes too small; `notPermitted` and `cannotCreate` from
  /// the gate, `cannotCreate` without room; `partly` for a VM that is saved; `Failure` from the host.
  public func planResize(_ request: ResizeRequest) async throws -> ResizePlan {
    let others = try pendingVMs(of: find(request.name).tenant.name)
    let (tenant, vm) = try find(request.name)
    // An interrupted resize of this very VM is the same one again.
    let pending = others.filter { $0.uuid != vm.uuid }
    guard try await isDefined(vm), let machine = try await host.machine(vm.uuid) else { throw missing(vm.name) }
    guard machine.state != .saved else {
      throw Failure(
        .partly,
        "\(vm.name) is saved, its memory kept in a file: it cannot be resized",
        hint: "let it go on first: coloc vm start \(vm.name)"
      )
    }
    var resized = vm
    if let vcpus = request.vcpus { resized.vcpus = vcpus }
    if let memory = request.memory { resized.memory = memory }
    if let disk = request.disk { resized.disk = disk }
    let capacity = try await capacity(of: vm, asked: request.disk)
    if let disk = request.disk, let capacity { try refuseShrinking(vm, to: disk, has: max(capacity, vm.disk)) }
    try judgeLeast(vm, resized)
    let plan = ResizePlan(
      tenant: tenant,
      vm: vm,
      resized: resized,
      state: machine.state,
      changes: changes(from: vm, by: request, having: try await host.sizes(of: vm.uuid), capacity: capacity)
    )
    if let demand = plan.demand {
      try Gate.judge(tenant, asking: demand, for: "\(vm.name), resized,", pending: pending, time: localTime)
    }
    try await judgeRoom(for: plan, machine: machine, capacity: capacity)
    return plan
  }

  /// The size of its disk now; nil when the disk is not asked about. Throws `usage` when nobody knows which disk.
  private func capacity(of vm: VMRecord, asked disk: ByteCount?) async throws -> ByteCount? {
    guard disk != nil else { return nil }
    guard let name = vm.mainDisk else {
      throw Failure(
        .usage,
        "\(vm.name) was adopted with \(vm.diskPlaces.count) disks: which one shall grow is not clear",
        hint: "grow it yourself: virsh blockresize \(vm.name) PATH SIZE"
      )
    }
    return try await host.diskCapacity(vm.uuid, disk: name)
  }

  private func refuseShrinking(_ vm: VMRecord, to disk: ByteCount, has size: ByteCount) throws(Failure) {
    guard disk < size else { return }
    throw Failure(
      .usage,
      "the disk of \(vm.name) has \(size) and is never shrunk to \(disk): what lies behind would be lost",
      hint: "make another VM with a smaller disk, and copy what is needed"
    )
  }

  private func judgeLeast(_ vm: VMRecord, _ resized: VMRecord) throws {
    guard resized.memory < vm.memory, let os = vm.os else { return }
    let least = try GuestDefaults(of: os, from: templates).minimumMemory
    guard resized.memory >= least else {
      throw Failure(.usage, "\(resized.memory) memory is too little for \(os.rawValue): at least \(least)")
    }
  }

  /// What is not so yet, in the manifest or at the host: somebody may have used virsh.
  private func changes(
    from vm: VMRecord,
    by request: ResizeRequest,
    having sizes: MachineSizes,
    capacity: ByteCount?
  ) -> [SizeChange] {
    var changes: [SizeChange] = []
    if let vcpus = request.vcpus {
      let canPlug = sizes.canPlug(vcpus)
      if vcpus != vm.vcpus || vcpus != sizes.vcpus || canPlug {
        let isNow = canPlug || sizes.liveVCPUs == vcpus
        changes.append(SizeChange(field: .vcpus, moment: isNow ? .now : .nextStart))
      }
    }
    if let memory = request.memory, memory != vm.memory || memory != sizes.memory {
      changes.append(SizeChange(field: .memory, moment: .nextStart))
    }
    if let disk = request.disk, let capacity, disk != vm.disk || disk > capacity {
      changes.append(SizeChange(field: .disk, moment: .now))
    }
    return changes
  }

  private func judgeRoom(for plan: ResizePlan, machine: Machine, capacity: ByteCount?) async throws {
    let (vm, resized) = (plan.vm, plan.resized)
    let facts = try await host.facts()
    guard resized.vcpus <= max(vm.vcpus, facts.cpus) else {
      throw Failure(
        .cannotCreate,
        "\(resized.vcpus) vCPUs are more than the \(facts.cpus) processors of \(facts.hostName)",
        hint: "give it at most \(facts.cpus)"
      )
    }
    if resized.memory > vm.memory {
      // Of one that runs, what it has is counted; of one that is off, all is what its start will ask for.
      let held = machine.state.isActive ? max(machine.memory, vm.memory) : .zero
      try judgeMemory(resized.memory.beyond(held), machines: try await host.machines(), facts: facts)
    }
    // What lies in no pool of coloc's has its room where its owner put it.
    if let capacity, resized.disk > capacity, vm.adoption == nil {
      try await judgeDisk(resized.disk.beyond(capacity), in: try await activePool())
    }
  }
}

extension MachineSizes {
  /// Whether so many processors are more than it has now and can be had without a restart.
  func canPlug(_ count: Int) -> Bool {
    guard let live = liveVCPUs, let most = liveMaximumVCPUs else { return false }
    return count > live && count <= most
  }
}
