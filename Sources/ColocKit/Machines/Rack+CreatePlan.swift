internal import Foundation

extension Rack {
  /// Decides everything about a new VM: the gate, its image, its addresses, whether the host can hold it.
  ///
  /// Touches nothing. Throws `Failure`: `notPermitted` and `cannotCreate` from the gate, `cannotCreate` for a name in
  /// use or a host that is full, `notFound` for an unknown tenant.
  public func plan(_ request: CreateRequest) async throws -> CreatePlan {
    let pending = try pendingVMs(of: request.tenant)
    let known = try knownRecords()
    let tenant = try tenant(request.tenant)
    try Gate.judge(tenant, asking: request.demand, for: request.name.description, pending: pending, time: localTime)
    guard !tenant.sshKeys.isEmpty else {
      throw Failure(
        .notPermitted,
        "\(tenant.name) has no SSH key: nobody could log in",
        hint: "coloc tenant edit \(tenant.name) --add-ssh-key FILE.pub"
      )
    }
    let defaults = try GuestDefaults(of: request.os, from: templates)
    let image = try chooseImage(request, defaults: defaults)
    try judgeSizes(request, image: image, defaults: defaults)
    let machines = try await host.machines()
    try judgeName(request.name, known: known, machines: machines)
    try await judgeRoom(request, machines: machines)
    let addresses = try await takenAddresses(machines: machines)
    let ipv4 = try addresses.nextIPv4(in: configuration.network)
    let record = try hostRecord()
    let vm = VMRecord(
      name: request.name,
      uuid: UUID(),
      host: configuration.host.name,
      os: request.os,
      release: try release(request, image, defaults),
      vcpus: request.vcpus,
      memory: request.memory,
      disk: request.disk,
      firmware: image?.firmware ?? request.firmware ?? defaults.firmware,
      machine: record.machine,
      kvm: record.kvm,
      mac: addresses.nextMAC(),
      ipv4: ipv4,
      ipv6: configuration.network.ipv6(beside: ipv4),
      image: image?.sha512 ?? .zeros,
      login: request.login ?? defaults.login,
      pool: configuration.pool.name,
      created: time.now(),
      sshKeys: try keys(for: tenant),
      wanted: true
    )
    return try assemble(vm, for: tenant, image: image, reason: request.reason)
  }

  private func assemble(
    _ vm: VMRecord,
    for tenant: Tenant,
    image: ImageRecord?,
    reason: String?
  ) throws -> CreatePlan {
    let definition = try definition(of: vm, for: tenant)
    var warnings: [String] = []
    if let fault = try hostRecord().kvmFault {
      warnings.append("no KVM on \(vm.host) (\(fault)): emulated, several times slower")
    }
    return CreatePlan(
      tenant: tenant,
      vm: vm,
      image: image,
      seed: try seed(of: vm),
      definition: definition,
      domainXML: try host.xml(for: definition),
      warnings: warnings,
      reason: reason
    )
  }

  /// What other commands are making, bringing back, resizing or taking in for a tenant now. Asked before the manifest is
  /// read: what enters it meanwhile then counts twice at most, never not at all (the gate counts each UUID once).
  func pendingVMs(of tenant: TenantName) throws -> [VMRecord] {
    try state.intents.all().filter { [.create, .restore, .resize, .adopt].contains($0.action) && $0.tenant == tenant }
      .compactMap(\.vm)
  }

  private func release(_ request: CreateRequest, _ image: ImageRecord?, _ defaults: GuestDefaults) throws -> Release {
    if let release = image?.release ?? request.release ?? defaults.releases.first?.release { return release }
    throw Failure(.usage, "no release of \(request.os.rawValue) is known", hint: "say one: --release N")
  }

  /// The newest image of the asked release, or of the newest release at hand; nil when there is none.
  ///
  /// Where a release is there for BIOS and for UEFI and neither was asked for, it is the distribution's usual one.
  private func chooseImage(_ request: CreateRequest, defaults: GuestDefaults) throws -> ImageRecord? {
    let all = try state.images.all().filter { $0.os == request.os }
    let images = all.filter { request.firmware == nil || $0.firmware == request.firmware }
    if let release = request.release, defaults[release] == nil, !all.contains(where: { $0.release == release }) {
      throw Failure(
        .usage,
        "\(request.os.rawValue) \(release) is not a release that coloc knows",
        hint: "known: \(defaults.releases.map(\.release.description).joined(separator: ", ")); see: coloc image list"
      )
    }
    let release = request.release ?? images.map(\.release).max()
    let candidates = images.filter { $0.release == release }
    let usual = candidates.filter { $0.firmware == defaults.firmware }
    return (usual.isEmpty ? candidates : usual).max { ($0.added, $0.name) < ($1.added, $1.name) }
  }

  private func judgeSizes(_ request: CreateRequest, image: ImageRecord?, defaults: GuestDefaults) throws {
    let least = max(defaults.minimumDisk, image?.virtualSize ?? defaults.minimumDisk)
    guard request.disk >= least else {
      throw Failure(.usage, "a disk of \(request.disk) is too small for \(request.os.rawValue): at least \(least)")
    }
    guard request.memory >= defaults.minimumMemory else {
      throw Failure(
        .usage,
        "\(request.memory) memory is too little for \(request.os.rawValue): at least \(defaults.minimumMemory)"
      )
    }
  }

  private func judgeName(_ name: VMName, known: [VMRecord], machines: [Machine]) throws {
    let trashed = try Set(state.tombstones.all().map(\.vm.uuid))
    if known.contains(where: { $0.name == name && !trashed.contains($0.uuid) }) {
      throw Failure(.cannotCreate, "there is a VM named \(name) already", hint: "see: coloc vm show \(name)")
    }
    if machines.contains(where: { $0.name == name.description }) {
      throw Failure(
        .cannotCreate,
        "\(configuration.host.name) has a domain named \(name) that is not this rack's",
        hint: "choose another name; see: coloc vm list --unmanaged"
      )
    }
  }

  private func judgeRoom(_ request: CreateRequest, machines: [Machine]) async throws {
    let pool = try await activePool()
    let facts = try await host.facts()
    guard request.vcpus <= facts.cpus else {
      throw Failure(
        .cannotCreate,
        "\(request.vcpus) vCPUs are more than the \(facts.cpus) processors of \(facts.hostName)",
        hint: "give it at most \(facts.cpus)"
      )
    }
    try judgeMemory(request.memory, machines: machines, facts: facts)
    try await judgeDisk(request.disk, in: pool)
  }
}
