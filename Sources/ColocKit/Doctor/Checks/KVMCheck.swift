/// Whether VMs run as fast as they could: KVM as it was tried, by `init` or just now.
struct KVMCheck: Check {
  static let codes: [FindingCode] = [.kvmBroken, .kvmUnusable, .probeOutdated]

  let host: String
  /// What `init` found out.
  let record: HostRecord?
  /// What trying it just now showed; nil when nobody tried.
  let probe: VirtualizationProbe?
  let facts: HostFacts
  /// Whether /dev/kvm is there; nil when nobody could look.
  let hasDevice: Bool?
  /// The VMs that are pinned to KVM.
  let pinned: [VMName]

  var findings: [Finding] {
    guard let record else {
      return [Finding(.probeOutdated, host, "it was never tried whether KVM works", cure: "coloc init")]
    }
    var found: [Finding] = []
    let fault = probe.map(\.kvmFault) ?? record.kvmFault
    if let fault, !pinned.isEmpty {
      let names = pinned.map(\.description).sorted().prefix(5).joined(separator: ", ")
      let more = pinned.count > 5 ? " and \(pinned.count - 5) more" : ""
      let message = "KVM does not work (\(fault)): \(names)\(more) cannot start"
      found.append(Finding(.kvmBroken, host, message, cure: "modprobe kvm_intel || modprobe kvm_amd && coloc init"))
    } else if let fault, hasDevice == true {
      let message = "/dev/kvm is there and does not work (\(fault)): VMs are emulated, several times slower"
      found.append(Finding(.kvmUnusable, host, message, cure: "dmesg | grep -i kvm && coloc init"))
    }
    if let words = outdated(record) { found.append(Finding(.probeOutdated, host, words, cure: "coloc init")) }
    return found
  }

  private func outdated(_ record: HostRecord) -> String? {
    if let probe, (probe.kvmFault == nil) != record.kvm {
      return "KVM \(probe.kvmFault == nil ? "works" : "does not work") now, and new VMs are made as if it "
        + (record.kvm ? "did" : "did not")
    }
    guard record.libvirtVersion != facts.libvirtVersion || record.hypervisorVersion != facts.hypervisorVersion else {
      return nil
    }
    let words = VersionCheck.words
    return "KVM was tried with libvirt \(words(record.libvirtVersion)), QEMU \(words(record.hypervisorVersion)); "
      + "now there is libvirt \(words(facts.libvirtVersion)), QEMU \(words(facts.hypervisorVersion))"
  }

  /// What is said when nothing is off: what was tried, and how long ago.
  func words(now: Timestamp) -> String {
    if let probe { return probe.kvmFault.map { "tried now: KVM is not there (\($0))" } ?? "tried now: KVM works" }
    guard let record else { return "never tried" }
    let days = max(0, (now.seconds - record.probed.seconds) / 86_400)
    let what = record.kvm ? "KVM works" : "KVM is not there (\(record.kvmFault ?? "unknown")), VMs are emulated"
    return "\(what): tried \(record.probed), \(days) days ago"
  }
}
