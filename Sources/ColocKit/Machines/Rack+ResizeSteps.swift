internal import Foundation

/// How the steps of a resize ended.
struct ResizeEnd: Sendable {
  /// Why the host refused one of them for good; nil when all were done.
  var refusal: Failure?
  /// The sizes that the domain did not get.
  var missed: Set<SizeField> = []
  /// Whether processors that could have been plugged in come with the next start only.
  var isUnplugged = false
  /// Whether the guest must switch on itself the processors that were plugged in.
  var guestMustSwitchOn = false
}

extension Rack {
  /// Everything of a resize behind its intent; each step can be repeated. At the end the manifest has of `fields` what
  /// the domain has: all, unless the host refused one for good.
  ///
  /// Throws `unreachable`, `busy` and `outcomeUnknown` as the host does: then it is to be repeated.
  func finishResize(_ vm: VMRecord, of tenant: TenantName, _ fields: Set<SizeField>) async throws -> ResizeEnd {
    var end = ResizeEnd()
    do {
      try await takeSteps(vm, fields, &end)
    } catch let failure as Failure where failure.isFinal {
      end.refusal = failure
    }
    end.missed = try await missed(vm, fields)
    let reached = fields.subtracting(end.missed)
    try manifests.change(tenant) { tenant in
      guard let index = tenant.vms.firstIndex(where: { $0.uuid == vm.uuid }) else { return }
      for field in reached { field.copy(from: vm, to: &tenant.vms[index]) }
    }
    await refreshDefinition(of: vm)
    return end
  }

  private func takeSteps(_ vm: VMRecord, _ fields: Set<SizeField>, _ end: inout ResizeEnd) async throws {
    let sizes = try await host.sizes(of: vm.uuid)
    if fields.contains(.vcpus) {
      if sizes.vcpus != vm.vcpus { try await host.setVCPUs(vm.uuid, vm.vcpus) }
      if sizes.canPlug(vm.vcpus) { try await plug(vm, &end) }
    }
    if fields.contains(.memory), sizes.memory != vm.memory { try await host.setMemory(vm.uuid, vm.memory) }
    if fields.contains(.disk), let disk = vm.mainDisk { try await host.growDisk(vm.uuid, disk: disk, to: vm.disk) }
  }

  /// Processors that cannot be plugged in come with the next start: that is no reason to refuse the rest.
  private func plug(_ vm: VMRecord, _ end: inout ResizeEnd) async throws {
    do {
      end.guestMustSwitchOn = try await !host.plugVCPUs(vm.uuid, vm.vcpus)
    } catch let failure as Failure where failure.isFinal {
      narrator.say(failure.message)
      end.isUnplugged = true
    }
  }

  private func missed(_ vm: VMRecord, _ fields: Set<SizeField>) async throws -> Set<SizeField> {
    let sizes = try await host.sizes(of: vm.uuid)
    var missed: Set<SizeField> = []
    if fields.contains(.vcpus), sizes.vcpus != vm.vcpus { missed.insert(.vcpus) }
    if fields.contains(.memory), sizes.memory != vm.memory { missed.insert(.memory) }
    if fields.contains(.disk), let disk = vm.mainDisk,
      try await host.diskCapacity(vm.uuid, disk: disk) < vm.disk
    {
      missed.insert(.disk)
    }
    return missed
  }
}

extension Failure {
  /// Whether asking the host again would give the same answer.
  var isFinal: Bool { ![.unreachable, .busy, .outcomeUnknown].contains(kind) }
}
