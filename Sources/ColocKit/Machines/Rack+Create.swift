internal import Foundation

extension Rack {
  /// Makes a VM: plans it under the rack's lock, records the intent, makes it, starts it, and enters it in the manifest.
  ///
  /// Whatever fails or is killed before the manifest has it is undone, by this call or by the next command. Throws
  /// what `plan` throws, and `Failure` from the host.
  public func create(_ request: CreateRequest) async throws -> CreatePlan {
    try await holding(.vm(request.name)) { try await createLocked(request) }
  }

  private func createLocked(_ request: CreateRequest) async throws -> CreatePlan {
    let (plan, intent) = try await allocate(request)
    for warning in plan.warnings { narrator.say(warning) }
    do {
      try await make(plan)
      try commit(plan)
    } catch {
      try await undo(intent, after: error)
    }
    // Asked again: nobody may have been suspended meanwhile, and nobody has to rely on that here.
    try await settleAutostart(of: plan.vm, tenant(plan.tenant.name))
    try state.intents.finish(intent)
    try audit(tenant: plan.tenant.name, object: plan.vm.name.description, fields: ["vms"], reason: plan.reason)
    return plan
  }

  /// Addresses and names are given out under the rack's lock and are taken as soon as the intent is on disk.
  private func allocate(_ request: CreateRequest) async throws -> (CreatePlan, LiveIntent) {
    try await holding(.addresses) {
      let plan = try await plan(request)
      try refuseWhileGoingDown()
      guard plan.image != nil else { throw noImage(request) }
      let intent = try state.intents.begin(
        Intent(
          id: plan.vm.uuid,
          action: .create,
          rack: configuration.rack,
          tenant: plan.tenant.name,
          vm: plan.vm,
          command: command,
          started: time.now()
        )
      )
      return (plan, intent)
    }
  }

  private func noImage(_ request: CreateRequest) -> Failure {
    let os = request.os.rawValue
    let release = request.release.map { " \($0)" } ?? ""
    let firmware = request.firmware.map { " for \($0.rawValue)" } ?? ""
    let ofRelease = request.release.map { " --release \($0)" } ?? ""
    let ofFirmware = request.firmware.map { " --firmware \($0.rawValue)" } ?? ""
    let isBuilt = request.os == .debian && request.firmware != .uefi
    return Failure(
      .notFound,
      "there is no image of \(os)\(release)\(firmware) in the rack",
      hints: ["fetch one: coloc image pull \(os)\(ofRelease)\(ofFirmware)"]
        + (isBuilt ? ["or build it: coloc image build \(os)\(ofRelease)"] : [])
        + ["or take one in: coloc image import FILE --os \(os)\(ofRelease.isEmpty ? " --release RELEASE" : ofRelease)"]
    )
  }

  private func make(_ plan: CreatePlan) async throws {
    let vm = plan.vm
    guard let image = plan.image else { return }
    guard try await host.volume(image.volume, in: image.pool) != nil else {
      throw Failure(
        .notFound,
        "the disk of image \(image.name) is gone from pool \(image.pool)",
        hint: "coloc image remove \(image.name), then build or import it again"
      )
    }
    narrator.stage("image", image.name.description)
    try Task.checkCancellation()
    // Nothing waits for the reservation, the guest knows its address from the seed; libvirt takes 0.4 s over it.
    async let reserved: Void = reserve(vm)
    try await host.createDisk(
      vm.diskVolume,
      in: vm.pool,
      capacity: vm.disk,
      above: image.volume,
      baseFormat: image.format
    )
    narrator.stage("disk", vm.disk.description)
    try Task.checkCancellation()
    try await upload(plan.seed, of: vm)
    narrator.stage("seed", "cidata")
    try Task.checkCancellation()
    try await host.define(xml: plan.domainXML)
    narrator.stage("defined", vm.uuid.text)
    try Task.checkCancellation()
    try await host.start(vm.uuid)
    narrator.stage("started", plan.definition.kvm ? "KVM" : "emulated")
    try await reserved
    try Task.checkCancellation()
  }

  private func upload(_ seed: SeedContents, of vm: VMRecord) async throws {
    try await WorkDirectory.with(state.layout, "seed") { directory in
      let path = "\(directory)/seed.iso"
      try await SeedImage(runner: runner).write(seed, to: path, time: vm.created)
      let size = try WorkDirectory.size(of: path)
      try await host.createVolume(vm.seedVolume, in: vm.pool, capacity: size, format: .raw)
      try await host.upload(path, to: vm.seedVolume, in: vm.pool) { _ in }
    }
  }

  private func commit(_ plan: CreatePlan) throws {
    try manifests.change(plan.tenant.name) { tenant in tenant.vms.append(plan.vm) }
  }

  /// Undoes what was begun and rethrows; when the host is away, the intent stays for the next command.
  ///
  /// A fault behind the manifest's change (its directory could not be brought to the disk) finds the VM recorded: then
  /// it is whole.
  private func undo(_ intent: LiveIntent, after error: any Error) async throws -> Never {
    // libvirt may still carry out an order whose answer was lost: the intent stays, so that the next command looks again.
    let isOpen = (error as? Failure)?.kind == .outcomeUnknown
    // A cancelled task would cut its own clean-up short.
    let undone = await Task { try await Recovery(self).endCreation(intent, leavingOpen: isOpen) }.result
    switch undone {
    case .success(let step):
      narrator.say(step.result)
      throw error
    case .failure: break
    }
    narrator.say("what was begun could not be undone yet; the next command, or coloc recover, will do it")
    throw error
  }
}
