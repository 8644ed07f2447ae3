internal import Foundation

extension Rack {
  /// Decides everything about taking an existing domain in: whose it is, the gate, its addresses, what differs.
  ///
  /// Touches nothing. Throws `Failure`: `notFound` without such a domain or tenant, `notPermitted` for another rack's and
  /// from the gate, `cannotCreate` for one that is ours already, transient, without an interface, or in conflict.
  public func planAdopt(_ request: AdoptRequest) async throws -> AdoptPlan {
    let pending = try pendingVMs(of: request.tenant)
    // A manifest that cannot be read may have it.
    let known = try knownRecords(strict: true)
    let tenant = try tenant(request.tenant)
    let survey = try await survey(request.name)
    if let plan = try await planAmendment(request, survey, tenant) { return plan }
    try judgeOwner(survey, request.name, known)
    try judgeForm(survey, request.name)
    let vm = try record(of: survey, request)
    try Gate.judge(tenant, asking: Demand(of: vm), for: request.name.description, pending: pending, time: localTime)
    try await judgeConflicts(survey, vm, known)
    return AdoptPlan(tenant, vm, survey, configuration, reason: request.reason)
  }

  /// What was not known of a VM that the tenant has by adoption, and is said now; nil for anything else.
  private func planAmendment(_ request: AdoptRequest, _ survey: MachineSurvey, _ tenant: Tenant) async throws
    -> AdoptPlan?
  {
    guard request.saysSomething,
      let recorded = tenant.vms.first(where: { $0.uuid == survey.machine.uuid && $0.adoption != nil })
    else { return nil }
    var vm = recorded
    vm.os = request.os ?? vm.os
    vm.release = request.release ?? vm.release
    vm.login = request.login ?? vm.login
    vm.ipv4 = request.ipv4 ?? vm.ipv4
    if vm.os != recorded.os, request.release == nil { vm.release = nil }
    if let ipv4 = vm.ipv4, ipv4 != recorded.ipv4 { try await judgeAddress(ipv4, of: survey) }
    return AdoptPlan(tenant, vm, survey, configuration, isAmendment: true, reason: request.reason)
  }

  private func survey(_ name: VMName) async throws -> MachineSurvey {
    guard let machine = try await host.machine(named: name.description),
      let survey = try await host.survey(of: machine.uuid)
    else {
      throw Failure(
        .notFound,
        "\(configuration.host.name) has no domain named \(name)",
        hint: "see: coloc vm list --unmanaged"
      )
    }
    return survey
  }

  private func judgeOwner(_ survey: MachineSurvey, _ name: VMName, _ known: [VMRecord]) throws {
    if known.contains(where: { $0.uuid == survey.machine.uuid }) {
      let isTrash = try state.tombstones.read(survey.machine.uuid) != nil
      throw Failure(
        .cannotCreate,
        isTrash ? "\(name) is in this rack's trash" : "\(name) is this rack's already",
        hint: isTrash ? "coloc recover, then: coloc vm restore-deleted \(name)" : "see: coloc vm show \(name)"
      )
    }
    switch survey.mark {
    case .none: return
    // Ours, and in no record: one whose manifest was brought back from before it. It is taken in like any other.
    case .rack(configuration.rack): return
    case .rack(let other):
      throw Failure(
        .notPermitted,
        "\(name) carries the mark of rack \(other.text): it is that rack's",
        hint: "give it away there first; see: virsh dumpxml \(name)"
      )
    case .illegible:
      throw Failure(
        .notPermitted,
        "\(name) carries a mark of coloc's that cannot be read: not touched",
        hint: "look at <metadata>: virsh dumpxml \(name)"
      )
    }
  }

  /// What no manifest can hold.
  private func judgeForm(_ survey: MachineSurvey, _ name: VMName) throws {
    guard survey.isPersistent else {
      throw Failure(
        .cannotCreate,
        "\(name) is transient: libvirt forgets it when it stops",
        hint: "make it stay: virsh dumpxml \(name) > \(name).xml && virsh define \(name).xml"
      )
    }
    guard !survey.interfaces.isEmpty else {
      throw Failure(
        .cannotCreate,
        "\(name) has no network interface",
        hint: "virsh attach-interface \(name) \(plugWords) --model virtio --config"
      )
    }
    for disk in survey.disks {
      guard disk.capacity != nil else {
        throw Failure(
          .cannotCreate,
          "the size of disk \(Printable.clean(disk.target)) of \(name) cannot be read: nothing to judge by",
          hint: "look: virsh domblkinfo \(name) \(ShellWord.quoted(disk.target))"
        )
      }
      guard !disk.place.isEmpty, !disk.place.unicodeScalars.contains(where: Printable.isDangerous) else {
        throw Failure(
          .cannotCreate,
          "the path of disk \(Printable.clean(disk.target)) of \(name) holds a line end or a control character",
          hint: "move it, and virsh edit \(name)"
        )
      }
    }
  }

  private var plugWords: String {
    switch configuration.network {
    case .nat(let network, _, _): "network \(network)"
    case .bridge(let device, _, _, _): "bridge \(device)"
    }
  }

  private func record(of survey: MachineSurvey, _ request: AdoptRequest) throws -> VMRecord {
    let said = try survey.osinfo.flatMap { try GuestIdentity(osinfo: $0, templates: templates) }
    let os = request.os ?? said?.os
    guard os != nil || request.release == nil else {
      throw Failure(.usage, "--release says nothing without the distribution", hint: "say it too: --os debian")
    }
    guard let mac = survey.interfaces.first?.mac else { throw Failure(.unexpected, "\(request.name) has no interface") }
    return VMRecord(
      name: request.name,
      uuid: survey.machine.uuid,
      host: configuration.host.name,
      os: os,
      release: request.release ?? (said?.os == os ? said?.release : nil),
      vcpus: survey.machine.vcpus,
      memory: survey.machine.memory,
      disk: survey.disks.compactMap(\.capacity).total,
      firmware: survey.firmware,
      machine: survey.machineType,
      kvm: survey.kvm,
      mac: mac,
      ipv4: request.ipv4,
      ipv6: nil,
      image: nil,
      login: request.login,
      pool: configuration.pool.name,
      created: time.now(),
      wanted: survey.machine.state.isActive,
      adoption: Adoption(disks: survey.disks.map(\.place), adopted: time.now())
    )
  }

  /// Names and addresses that the rack has given to others.
  private func judgeConflicts(_ survey: MachineSurvey, _ vm: VMRecord, _ known: [VMRecord]) async throws {
    let trashed = try Set(state.tombstones.all().map(\.vm.uuid))
    if known.contains(where: { $0.name == vm.name && !trashed.contains($0.uuid) }) {
      throw Failure(
        .cannotCreate,
        "there is a VM named \(vm.name) already, and this domain is another",
        hint: "see: coloc vm show \(vm.name)"
      )
    }
    for mac in survey.interfaces.map(\.mac) {
      guard let other = known.first(where: { $0.mac == mac }) else { continue }
      throw Failure(
        .cannotCreate,
        "\(vm.name) has the MAC address \(mac), which is \(other.name)'s",
        hint: "give it another: virsh edit \(vm.name)"
      )
    }
    for address in survey.interfaces.flatMap(\.addresses) {
      guard let other = known.first(where: { $0.ipv4 == address }) else { continue }
      throw Failure(
        .cannotCreate,
        "the packet filter of \(vm.name) claims \(address), which is \(other.name)'s",
        hint: "virsh edit \(vm.name)"
      )
    }
    if let ipv4 = vm.ipv4 { try await judgeAddress(ipv4, of: survey) }
  }

  /// An address that was typed must be nobody else's.
  func judgeAddress(_ ipv4: IPv4Address, of survey: MachineSurvey) async throws {
    let taken = try await takenAddresses(machines: host.machines(), except: survey)
    let network = configuration.network
    guard !taken.ipv4.contains(ipv4), ipv4 != network.gateway, ipv4 != network.ipv4.base,
      ipv4 != network.ipv4.broadcast
    else {
      let owner = try knownRecords().first { $0.ipv4 == ipv4 }
      throw Failure(
        .cannotCreate,
        "\(ipv4) is taken" + (owner.map { " by \($0.name)" } ?? ""),
        hint: "say the address that the guest really has; see: coloc vm list"
      )
    }
  }
}
